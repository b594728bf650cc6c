using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tests.Scripted;
using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Tests.Pipeline;

public sealed class BackendLossTests(EngineHost host) : IClassFixture<EngineHost>
{
    [Theory]
    [InlineData(ErrorPolicy.Interrupt)]
    [InlineData(ErrorPolicy.Report)]
    public async Task Session_should_end_as_lost_when_the_backend_dies_before_the_first_statement(ErrorPolicy policy)
    {
        await using var session = await host.OpenAsync(configure: options => options with { OnError = policy });
        session.Backend.Kill("the worker was killed");

        var events = await session.EventsAsync();

        AssertLost(events, "the worker was killed");
    }

    [Fact]
    public async Task Session_should_deliver_all_output_when_the_backend_dies_during_the_stream()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\nprint b\ndie\nprint never\n");

        var events = await session.EventsAsync();

        AssertLost(events, "the worker died");
        Assert.Equal("a\nb\n", events.Output());
    }

    [Fact]
    public async Task Session_should_end_as_lost_when_the_backend_dies_after_the_stream()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\nwait forever\nprint never\n");
        await session.CompleteAsync();
        await session.WaitForAsync<StreamEnded>();

        session.Backend.Kill("the worker was killed");
        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Empty(events.OfType<GenerationInterrupt>());
        Assert.Equal(70, events.Summary().Exit);
        Assert.Equal("the worker was killed", events.Summary().Fault);
    }

    [Fact]
    public async Task Session_should_end_as_lost_when_the_backend_dies_while_the_producer_is_held_back()
    {
        await using var session = await host.OpenAsync(new ScriptedSessionOptions { Slots = 1 }, options => options with
        {
            Limits = new SessionLimits { QueuedStatementBytes = 1024, PipeBytes = 1024 },
        });
        await session.WriteAsync("wait forever\n");
        var writing = Task.Run(async () =>
        {
            while (!await session.WriteAsync("print never\n"))
            {
            }
        });
        await session.WaitForAsync<BatchDispatched>();
        session.Backend.Kill("the worker was killed");

        AssertLost(await session.EventsAsync(), "the worker was killed");
        await writing.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Session_should_end_as_lost_when_the_backend_throws_instead_of_reporting()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("break\n");

        AssertLost(await session.EventsAsync(), "no such frame");
    }

    [Fact]
    public async Task Session_should_end_as_lost_when_the_backend_throws_without_a_task()
    {
        await using var session = await host.OpenAsync(new ScriptedSessionOptions { ThrowsSynchronously = true });

        AssertLost(await session.EventsAsync(), "the backend is broken");
    }

    [Fact]
    public async Task Interrupt_should_be_harmless_when_the_backend_throws_without_a_task()
    {
        await using var session = await host.OpenAsync(new ScriptedSessionOptions { ThrowsSynchronously = true });
        session.Session.Interrupt();

        // Lost at its first call, which the interrupt may come before or after.
        Assert.Contains((await session.EventsAsync()).Summary().Exit, new[] { 70, 130 });
    }

    private static void AssertLost(IReadOnlyList<SessionEvent> events, string loss)
    {
        events.AssertWellFormed();
        Assert.Equal(InterruptReason.BackendLost, events.OfType<GenerationInterrupt>().Single().Reason);
        Assert.Equal(ProgramEnding.Stopped, events.OfType<StreamEnded>().Single().Ending);
        Assert.Equal(70, events.Summary().Exit);
        Assert.Equal(loss, events.Summary().Fault);
    }
}
