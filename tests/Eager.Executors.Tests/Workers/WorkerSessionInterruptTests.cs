using Eager.Executions;

namespace Eager.Executors.Tests.Workers;

public sealed class WorkerSessionInterruptTests
{
    [Fact]
    public async Task Interrupt_should_stop_the_running_unit()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("print('go', flush=True)\nwhile True: pass\n", "print('never')\n");
        await session.LineAsync();

        await session.InterruptAsync();
        await session.EndAsync(ProgramEnding.Stopped);

        var events = await session.ToEndAsync();
        Assert.Equal([UnitOutcome.Interrupted, UnitOutcome.Skipped], events.Outcomes());
        Assert.Equal("", events.Text());
        Assert.Null(events.Closed().Loss);
    }

    [Fact]
    public async Task Interrupt_should_stop_the_next_unit_when_none_runs()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("x = 1\n");
        await session.UntilAsync<UnitFinished>();

        await session.InterruptAsync();
        await session.SubmitAsync([SessionExtensions.Unit(1, "print('never')\n", 2, offset: 6)], CancellationToken.None);

        var events = await session.UntilAsync<UnitFinished>();
        Assert.Equal([UnitOutcome.Interrupted], events.Outcomes());
    }

    [Fact]
    public async Task Interrupt_should_not_reach_children_of_the_program()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync(
            "import subprocess; p = subprocess.Popen(['sleep', '1000']); print(p.pid, flush=True)\nwhile True: pass\n");
        var child = int.Parse(await session.LineAsync());

        await session.InterruptAsync();
        await session.UntilAsync<UnitFinished>();

        Assert.True(ProcessTable.IsAlive(child));
    }

    [Fact]
    public async Task Interrupt_should_do_nothing_when_the_session_is_over()
    {
        var session = await TestBackends.OpenPythonAsync();
        await session.EndAsync();
        await session.ToEndAsync();
        await session.InterruptAsync();
        await session.DisposeAsync();
        await session.InterruptAsync();
    }
}
