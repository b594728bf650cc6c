using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tests.Scripted;
using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Tests.Pipeline;

public sealed class EndingTests(EngineHost host) : IClassFixture<EngineHost>
{
    [Fact]
    public async Task Session_should_run_whole_statements_only_when_the_stream_is_cut_off()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\nprint b");
        await session.CutOffAsync();

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal("a\n", events.Output());
        Assert.Equal(ProgramEnding.CutOff, events.OfType<StreamEnded>().Single().Ending);
        Assert.Equal((ProgramEnding.CutOff, "print b"), await session.Backend.Ended.Task);
    }

    [Fact]
    public async Task Session_should_run_all_that_arrived_when_the_stream_is_cut_off_behind_it()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var session = await host.OpenAsync(new ScriptedSessionOptions { Slots = 1 });
            await session.WriteAsync(string.Concat(Enumerable.Repeat("print a\n", 1000)) + "print b");
            await session.CutOffAsync();

            var events = await session.EventsAsync();

            events.AssertWellFormed();
            Assert.Equal(1000, events.Summary().Statements);
            Assert.Equal(2000, events.Output().Length);
            Assert.Equal(8007, events.OfType<StreamEnded>().Single().Position);
        }
    }

    [Fact]
    public async Task Interrupt_should_end_program_and_generation_when_a_statement_runs()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\nwait forever\nprint never\n");
        await session.WaitForAsync(seen => seen is StatementReleased { Boundary.Index: 2 });

        session.Session.Interrupt();
        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(InterruptReason.User, events.OfType<GenerationInterrupt>().Single().Reason);
        Assert.Equal(ProgramEnding.Stopped, events.OfType<StreamEnded>().Single().Ending);
        Assert.Equal(130, events.Summary().Exit);
        Assert.Equal("a\n", events.Output());
    }

    [Fact]
    public async Task Interrupt_should_always_be_the_reason_when_it_meets_a_busy_stream()
    {
        for (var round = 0; round < 50; round++)
        {
            await using var session = await host.OpenAsync();
            for (var i = 0; i < round % 5; i++)
                await session.WriteAsync("print a\nprint b\npri");
            session.Session.Interrupt();

            var events = await session.EventsAsync();

            events.AssertWellFormed();
            Assert.Equal(InterruptReason.User, events.OfType<GenerationInterrupt>().Single().Reason);
            Assert.Equal(ProgramEnding.Stopped, events.OfType<StreamEnded>().Single().Ending);
            Assert.Equal(130, events.Summary().Exit);
        }
    }

    [Fact]
    public async Task Interrupt_should_end_program_and_generation_when_the_policy_is_report()
    {
        await using var session = await host.OpenAsync(configure: options => options with { OnError = ErrorPolicy.Report });
        await session.WriteAsync("wait forever\n");
        await session.WaitForAsync<BatchDispatched>();

        session.Session.Interrupt();

        Assert.Equal(130, (await session.EventsAsync()).Summary().Exit);
    }

    [Fact]
    public async Task Interrupt_should_end_the_program_when_the_stream_has_ended()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("wait forever\nprint never\n");
        await session.CompleteAsync();
        await session.WaitForAsync<StreamEnded>();

        session.Session.Interrupt();
        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Empty(events.OfType<GenerationInterrupt>());
        Assert.Equal(130, events.Summary().Exit);
        Assert.Empty(events.Output());
    }

    [Fact]
    public async Task Interrupt_should_change_nothing_when_the_session_has_completed()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\n");
        await session.CompleteAsync();
        var events = await session.EventsAsync();

        session.Session.Interrupt();
        session.Session.Interrupt();

        events.AssertWellFormed();
        Assert.Equal(0, (await session.SummaryAsync()).Exit);
    }

    [Fact]
    public async Task Session_should_stop_and_say_so_when_a_statement_is_too_long()
    {
        await using var session = await host.OpenAsync(configure: options => options with
        {
            Limits = new SessionLimits { StatementBytes = 1024 },
        });
        await session.WriteAsync("print a\n");
        await session.WaitForOutputAsync("a");
        await session.WriteAsync(new string('x', 2000));

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(InterruptReason.Limit, events.OfType<GenerationInterrupt>().Single().Reason);
        Assert.Equal(124, events.Summary().Exit);
        Assert.Contains("1024 bytes", events.Summary().Fault, StringComparison.Ordinal);
        Assert.True(await session.WriteAsync("more"));
    }

    [Fact]
    public async Task Session_should_stop_and_say_so_when_a_serial_program_is_too_long()
    {
        await using var session = await host.OpenAsync(configure: options => options with
        {
            Mode = ExecutionMode.Serial,
            Limits = new SessionLimits { StatementBytes = 1024 },
        });
        await session.WriteAsync(string.Concat(Enumerable.Repeat("print a\n", 1000)));

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(124, events.Summary().Exit);
        Assert.Empty(events.Output());
    }
}
