using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tests.Scripted;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Tests.Pipeline;

public sealed class ErrorTests(EngineHost host) : IClassFixture<EngineHost>
{
    [Fact]
    public async Task Session_should_interrupt_the_generation_when_a_statement_fails()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\nfail ValueError\n");

        var interrupt = await session.WaitForAsync<GenerationInterrupt>();
        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(InterruptReason.Error, interrupt.Reason);
        Assert.Equal(24, interrupt.Position);
        Assert.Equal(ProgramEnding.Stopped, events.OfType<StreamEnded>().Single().Ending);
        Assert.Equal(1, events.Summary().Exit);
        Assert.Equal("ValueError", events.Summary().Error?.Error.Type);
    }

    [Fact]
    public async Task Input_should_say_that_it_is_completed_when_the_generation_was_interrupted()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("fail ValueError\n");
        await session.EventsAsync();

        Assert.True(await session.WriteAsync("print never\n"));
        Assert.DoesNotContain("print never\n", session.Backend.Executed);
    }

    [Fact]
    public async Task Report_should_say_where_each_part_stands_when_a_statement_fails()
    {
        await using var session = await host.OpenAsync(new ScriptedSessionOptions { Slots = 1 });
        await session.WriteAsync("print a\nwait go\nfail ValueError\nprint b\nprint c\nprin");
        await session.WaitForAsync(seen => seen is StatementReleased { Boundary.Index: 4 });
        session.Backend.Open("go");
        var events = await session.EventsAsync();

        events.AssertWellFormed();
        var report = events.OfType<ProgramFailed>().Single().Report;
        Assert.Equal(2, report.Statement);
        Assert.Equal(new SourceSpan(0, 15, 1, 2), report.Ran);
        Assert.Equal(new SourceSpan(16, 31, 3, 3), report.Failed);
        Assert.Equal([new SourceSpan(32, 39, 4, 4), new SourceSpan(40, 47, 5, 5)], report.NeverRan);
        Assert.Equal((48, 52), (report.CutOff?.Start, report.CutOff?.End));
        Assert.Equal("a\n", report.Stdout);
        Assert.Equal(5, events.Summary().Statements);
        var summary = events.Summary();
        Assert.Equal(report with { Outcome = summary.Outcome!, Stderr = "" }, summary.Error! with { Outcome = summary.Outcome!, Stderr = "" });
        Assert.Equal(report.NeverRan, summary.Outcome!.NeverRan);
    }

    [Fact]
    public async Task Session_should_dispatch_nothing_after_the_end_when_statements_were_left_behind()
    {
        await using var session = await host.OpenAsync(new ScriptedSessionOptions { Slots = 1 }, options => options with { Gate = new OneByOneGate() });
        await session.WriteAsync("wait go\nfail ValueError\n" + string.Concat(Enumerable.Repeat("print never\n", 200)));
        await session.WaitForAsync(seen => seen is StatementReleased { Boundary.Index: 201 });
        session.Backend.Open("go");

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(202, events.Summary().Statements);
        Assert.Equal(200, events.Summary().Error!.NeverRan.Count);
        var end = events.PositionOf<StreamEnded>();
        Assert.DoesNotContain(events.Skip(end), one => one is BatchDispatched);
    }

    [Fact]
    public async Task Session_should_read_on_and_report_at_the_end_when_the_policy_is_report()
    {
        await using var session = await host.OpenAsync(configure: options => options with { OnError = ErrorPolicy.Report });
        await session.WriteAsync("print a\nfail ValueError\n");
        await session.WaitForAsync(seen => seen is BatchFinished { Outcome: UnitOutcome.Failed });
        Assert.False(await session.WriteAsync("print b\n"));
        await session.WaitForAsync(seen => seen is StatementReleased { Boundary.Index: 2 });
        await session.CompleteAsync();

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Empty(events.OfType<GenerationInterrupt>());
        Assert.Equal(ProgramEnding.Complete, events.OfType<StreamEnded>().Single().Ending);
        Assert.True(events.PositionOf<StreamEnded>() < events.PositionOf<ProgramFailed>());
        Assert.Equal([new SourceSpan(24, 31, 3, 3)], events.OfType<ProgramFailed>().Single().Report.NeverRan);
        Assert.Equal("a\n", events.Output());
    }

    [Fact]
    public async Task Session_should_report_a_syntax_error_when_only_the_whole_program_shows_it()
    {
        var events = await host.RunAsync("print a\n", new ScriptedSessionOptions { ProgramError = "late import" });

        events.AssertWellFormed();
        var report = events.OfType<ProgramFailed>().Single().Report;
        Assert.Null(report.Statement);
        Assert.Equal("late import", report.Error.Message);
        Assert.Equal(new SourceSpan(0, 7, 1, 1), report.Ran);
        Assert.Equal(1, events.Summary().Exit);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(1, false)]
    public async Task Session_should_run_what_stands_before_a_syntax_error_when_it_arrives_late(int slots, bool queues)
    {
        await using var session = await host.OpenAsync(new ScriptedSessionOptions { Slots = slots, QueuesUnits = queues });
        await session.WriteAsync("wait go\n");
        await session.WaitForAsync<BatchDispatched>();
        await session.WriteAsync("print a\ndef f\n!\nprint never\n");
        await session.WaitForAsync(seen => seen is StatementReleased { Boundary.Index: 2 });
        session.Backend.Open("go");

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal("a\n", events.Output());
        Assert.Equal(InterruptReason.Error, events.OfType<GenerationInterrupt>().Single().Reason);
        Assert.Equal(["wait go\n", "print a\n", "def f\n"], session.Backend.Executed);
        Assert.Equal("SyntaxError", events.Summary().Error?.Error.Type);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(1, false)]
    public async Task Session_should_go_on_when_a_suspect_statement_is_none(int slots, bool queues)
    {
        await using var session = await host.OpenAsync(new ScriptedSessionOptions { Slots = slots, QueuesUnits = queues });
        await session.WriteAsync("print a\n?ok 1\nprint b\n?ok 2\n");
        await session.WaitForAsync(seen => seen is BatchFinished finished && finished.Statements[^1].Index == 3);
        await session.WriteAsync("print c");
        await session.CompleteAsync();

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal("a\nb\nc\n", events.Output());
        Assert.Equal(["?ok 1\n", "?ok 2\n"], session.Backend.Probed);
        Assert.Equal(5, events.Summary().Statements);
    }

    [Fact]
    public async Task Session_should_probe_wrong_text_once_when_the_compiler_takes_it()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("! ?ok\n");
        for (var i = 0; i < 20; i++)
            await session.WriteAsync("print never\n");
        while (session.Backend.Probed.IsEmpty)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        for (var i = 0; i < 20; i++)
            await session.WriteAsync("print never\n");
        await session.CompleteAsync();

        (await session.EventsAsync()).AssertWellFormed();

        Assert.Single(session.Backend.Probed);
    }

    [Fact]
    public async Task Session_should_end_with_its_status_when_the_program_exits()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\nexit 5\nprint never\n");

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(InterruptReason.Exit, events.OfType<GenerationInterrupt>().Single().Reason);
        Assert.Equal(5, events.Summary().Exit);
        Assert.Equal("a\n", events.Output());
        Assert.Null(events.Summary().Error);
        Assert.Null(events.Summary().Fault);
    }

    [Fact]
    public async Task Session_should_end_with_its_status_when_the_process_quits_without_being_ended()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\nquit 3\n");

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(InterruptReason.Exit, events.OfType<GenerationInterrupt>().Single().Reason);
        Assert.Equal(3, events.Summary().Exit);
    }

    [Fact]
    public async Task Session_should_read_on_when_the_process_quit_and_the_policy_is_report()
    {
        await using var session = await host.OpenAsync(configure: options => options with
        {
            OnError = ErrorPolicy.Report,
            Limits = new SessionLimits { QueuedStatementBytes = 1024, PipeBytes = 1024 },
        });
        await session.WriteAsync("quit 3\n");
        for (var i = 0; i < 1000; i++)
            Assert.False(await session.WriteAsync("print never\n"));
        await session.CompleteAsync();

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(3, events.Summary().Exit);
        Assert.Equal(1001, events.Summary().Statements);
        Assert.Empty(events.Output());
    }
}
