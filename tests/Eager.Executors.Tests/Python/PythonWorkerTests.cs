using Eager.Executions;

namespace Eager.Executors.Tests.Python;

public sealed class PythonWorkerTests
{
    [Fact]
    public async Task Program_should_run_end_to_end_when_it_arrives_in_units()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("x = 20\n", "print(x + 1)\n", "import sys; print(sys.argv, file=sys.stderr)\n");
        await session.EndAsync();

        var events = await session.ToEndAsync();

        Assert.Equal("21\n", events.Text());
        Assert.Equal("['program.py']\n", events.Text(OutputStream.Stderr));
        Assert.Equal([UnitOutcome.Succeeded, UnitOutcome.Succeeded, UnitOutcome.Succeeded], events.Outcomes());
        Assert.Contains(events, received => received is ProgramFinished { Error: null });
        Assert.Equal(new BackendClosed(0, null), events.Closed());
    }
}
