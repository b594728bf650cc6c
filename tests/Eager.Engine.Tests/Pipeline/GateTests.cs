using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tests.Scripted;
using Eager.Events;

namespace Eager.Engine.Tests.Pipeline;

public sealed class GateTests(EngineHost host) : IClassFixture<EngineHost>
{
    private static readonly ScriptedSessionOptions Occupied = new() { Slots = 4, QueuesUnits = false };

    [Fact]
    public async Task Session_should_dispatch_one_batch_at_a_time_when_a_dispatch_occupies_the_backend()
    {
        await using var session = await host.OpenAsync(Occupied);
        await session.WriteAsync("wait go\n");
        await session.WaitForAsync<BatchDispatched>();
        await session.WriteAsync("print a\nprint b\nprint c\n");
        await session.WaitForAsync(seen => seen is StatementReleased { Boundary.Index: 3 });
        session.Backend.Open("go");
        await session.CompleteAsync();

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        var steps = events.Where(one => one is BatchDispatched or BatchFinished).TypeNames();
        Assert.Equal(Enumerable.Range(0, steps.Length).Select(i => i % 2 == 0 ? nameof(BatchDispatched) : nameof(BatchFinished)), steps);
        Assert.Equal("a\nb\nc\n", events.Output());
    }

    [Fact]
    public async Task Session_should_let_definitions_travel_with_the_next_statement_that_does_work()
    {
        await using var session = await host.OpenAsync(Occupied);
        await session.WriteAsync("def f\ndef g\n");
        await session.WaitForAsync(seen => seen is StatementReleased { Boundary.Index: 1 });
        Assert.Empty(session.Backend.BatchSizes);
        await session.WriteAsync("print a\n");
        await session.WaitForOutputAsync("a");
        await session.WriteAsync("def h\n");
        await session.CompleteAsync();

        (await session.EventsAsync()).AssertWellFormed();

        Assert.Equal([3, 1], session.Backend.BatchSizes);
    }

    [Fact]
    public async Task Session_should_go_on_when_definitions_alone_fill_the_window()
    {
        var program = string.Concat(Enumerable.Range(0, 200).Select(i => $"def f{i}\n"));
        var events = await host.RunAsync(program, Occupied, options => options with
        {
            Limits = new SessionLimits { QueuedStatementBytes = 2048 },
        });

        events.AssertWellFormed();
        Assert.Equal(200, events.Summary().Statements);
    }

    [Fact]
    public async Task Session_should_end_when_the_policy_never_admits()
    {
        var program = string.Concat(Enumerable.Range(0, 200).Select(i => $"print {i}\n"));
        var events = await host.RunAsync(program, Occupied, options => options with
        {
            Gate = new NeverGate(),
            Limits = new SessionLimits { QueuedStatementBytes = 2048 },
        });

        events.AssertWellFormed();
        Assert.Equal(200, events.Summary().Statements);
    }
}
