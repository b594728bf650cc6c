using Eager.Executions;

namespace Eager.Executors.Tests.Workers;

public sealed class WorkerSessionOrderTests
{
    [Fact]
    public async Task Session_should_report_units_in_order_when_they_are_sent_ahead()
    {
        await using var session = await TestBackends.OpenScriptedAsync();
        await session.SubmitAsync("print('a', flush=True)", "print('b', flush=True)");
        await session.EndAsync();

        var events = await session.ToEndAsync();

        Assert.Equal([0, 1], events.OfType<UnitFinished>().Select(finished => finished.UnitId));
        Assert.Equal("a\nb\n", events.Text());
        Assert.Contains(events, received => received is ProgramFinished { Error: null });
        Assert.Equal(new BackendClosed(0, null), events.Closed());
    }
}
