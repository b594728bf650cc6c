using Eager.Engine.Tests.Hosting;
using Eager.Events;
using Microsoft.Extensions.Time.Testing;

namespace Eager.Engine.Tests.Pipeline;

public sealed class ManualTimeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly EngineHost _host;

    public ManualTimeTests() => _host = new EngineHost(_time);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Summary_should_measure_generation_execution_and_optimum_on_the_clock_of_the_host()
    {
        await using var session = await _host.OpenAsync();
        await session.WaitForAsync<SessionOpened>();
        _time.Advance(TimeSpan.FromSeconds(1));
        await session.WriteAsync("wait go\n");
        await session.WaitForAsync<BatchDispatched>();
        while (session.Backend.Executed.IsEmpty)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(2));
        await session.CompleteAsync();
        await session.WaitForAsync<StreamEnded>();
        _time.Advance(TimeSpan.FromSeconds(4));
        session.Backend.Open("go");
        var events = await session.EventsAsync();

        var summary = events.Summary();
        Assert.Equal(TimeSpan.FromSeconds(3), summary.Generation);
        Assert.Equal(TimeSpan.FromSeconds(7), summary.Total);
        Assert.Equal(TimeSpan.FromSeconds(4), summary.NonOverlapped);
        Assert.Equal(TimeSpan.FromSeconds(4), summary.OptimumNonOverlapped);
        var timing = events.OfType<BatchFinished>().Single().Statements.Single();
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(7)), (timing.StartedAt, timing.FinishedAt));
        Assert.Equal(TimeSpan.FromSeconds(1), events.OfType<StatementReleased>().Single().At);
        Assert.Equal(TimeSpan.FromSeconds(7), events[^1].At);
    }
}
