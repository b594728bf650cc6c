using Eager.Effects;
using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Hosting;
using Eager.Events;

namespace Eager.Engine.Tests.Pipeline;

public sealed class HoldTests(EngineHost host) : IClassFixture<EngineHost>
{
    private static readonly SessionLimits Small = new() { PipeBytes = 1024, QueuedStatementBytes = 1024 };

    [Fact]
    public async Task Stream_should_come_to_its_end_when_more_than_the_credits_waits_behind_an_effect()
    {
        await using var session = await host.OpenAsync(configure: options => options with { Limits = Small });
        await session.WriteAsync("print a\nhold\n");
        await session.WaitForAsync<StatementHeld>();
        for (var i = 0; i < 500; i++)
            await session.WriteAsync("print b\n");
        await session.CompleteAsync();

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(501, events.Output().Length / 2);
        Assert.Equal((502, 501, 0), (events.Summary().Statements, events.Summary().HeldStatements, events.Summary().Exit));
        Assert.Null(events.Summary().Outcome);
        var order = events.Where(one => one is StatementHeld or StreamEnded or StatementResumed).Select(one => one.GetType());
        Assert.Equal([typeof(StatementHeld), typeof(StreamEnded), typeof(StatementResumed)], order);
    }

    [Fact]
    public async Task Session_should_end_when_more_than_the_limit_waits_behind_an_effect()
    {
        await using var session = await host.OpenAsync(configure: options => options with { Limits = Small with { HeldStatementBytes = 8192 } });
        await session.WriteAsync("hold\n");
        await session.WaitForAsync<StatementHeld>();
        while (!await session.WriteAsync("print b\n"))
            await Task.Yield();
        await session.CompleteAsync();

        var summary = (await session.EventsAsync()).Summary();

        Assert.Equal(124, summary.Exit);
        Assert.Contains("8192 bytes", summary.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspect_statement_should_be_taken_when_it_stands_behind_an_effect()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("hold\n");
        await session.WaitForAsync<StatementHeld>();
        await session.WriteAsync("?ok\nprint b\n");
        await session.WaitForAsync(seen => seen is StatementReleased { Boundary.Index: 2 });
        await session.CompleteAsync();

        Assert.Equal("b\n", (await session.EventsAsync()).Output());
    }

    [Fact]
    public async Task Effect_should_be_reported_as_dropped_when_the_program_is_cut_off()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\nhold\nprint b\n");
        await session.WaitForAsync<StatementHeld>();
        await session.CutOffAsync();

        var outcome = (await session.EventsAsync()).Summary().Outcome!;

        Assert.Equal([new HeldEffect(1, EffectClass.Network, "connect()")], outcome.Dropped);
        Assert.Equal([2, 3], outcome.NeverRan.Select(span => span.Line));
        Assert.Contains("Statement 2 stopped right before connect()", outcome.Continuation, StringComparison.Ordinal);
        Assert.EndsWith("Continue from statement 2; do not repeat what has run.", outcome.Continuation, StringComparison.Ordinal);
    }
}
