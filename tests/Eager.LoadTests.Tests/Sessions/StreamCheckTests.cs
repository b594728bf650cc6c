using System.Text;
using Eager.Events;
using Eager.Executions;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;
using Eager.LoadTests.Tests.Running;

namespace Eager.LoadTests.Tests.Sessions;

public sealed class StreamCheckTests
{
    private static readonly StreamPlan Plan = new(LoadProgram.Paced("p", "python", "print(1)\n", 4, 0)) { Output = "1\n2\n" };

    [Fact]
    public void Session_should_be_right_when_its_events_have_no_gap_and_its_output_is_the_programs() =>
        Assert.Null(Verdict(Plan, Output("1\n"), Output("2\n"), Completed(0)));

    [Fact]
    public void Session_should_be_wrong_when_an_event_is_missing() =>
        Assert.Equal("event 2 came where 1 was due", VerdictOfNumbered(Plan, [Numbered(0, Output("1\n2\n")), Numbered(2, Completed(0))]));

    [Fact]
    public void Session_should_be_wrong_when_an_event_comes_twice() =>
        Assert.NotNull(VerdictOfNumbered(Plan, [Numbered(0, Output("1\n2\n")), Numbered(0, Output("1\n2\n")), Numbered(1, Completed(0))]));

    [Fact]
    public void Session_should_be_wrong_when_an_event_follows_the_last() =>
        Assert.Equal("event 2 follows the last one", Verdict(Plan, Output("1\n2\n"), Completed(0), Output("3")));

    [Theory]
    [InlineData("1\n")]
    [InlineData("1\n2\n3\n")]
    [InlineData("1\n3\n")]
    public void Session_should_be_wrong_when_its_output_is_another(string output) =>
        Assert.StartsWith("other output", Verdict(Plan, Output(output), Completed(0)), StringComparison.Ordinal);

    [Fact]
    public void Session_should_be_wrong_when_it_does_not_end() => Assert.NotNull(Verdict(Plan, Output("1\n2\n")));

    [Fact]
    public void Session_should_be_wrong_when_its_program_failed() => Assert.Equal("exit status 1", Verdict(Plan, Output("1\n2\n"), Completed(1)));

    [Fact]
    public void Killed_session_should_be_right_where_somebody_kills_and_what_came_is_the_beginning()
    {
        var killable = Plan with { MayBeKilled = true };

        Assert.Null(Verdict(killable, Output("1\n"), Completed(137)));
        Assert.Null(Verdict(killable, Output("1\n"), new GenerationInterrupt(InterruptReason.BackendLost, 5), Completed(70)));
        Assert.NotNull(Verdict(killable, Output("2\n"), Completed(137)));
        Assert.NotNull(Verdict(killable, Output("1\n"), Completed(1)));
        Assert.NotNull(Verdict(killable, Output("1\n"), Completed(0)));
        Assert.NotNull(Verdict(Plan, Output("1\n"), Completed(137)));
    }

    [Fact]
    public void Crashed_session_should_be_right_when_it_was_lost_after_its_whole_stream_had_arrived()
    {
        var crashing = Plan with { Ending = ExpectedEnding.WorkerLost, Output = null };

        Assert.Null(Verdict(crashing, new SessionCompleted(Summaries.Of(70, "the worker was killed"))));
        Assert.NotNull(Verdict(crashing, Completed(70)));
    }

    private static string? Verdict(StreamPlan plan, params SessionEvent[] events) =>
        VerdictOfNumbered(plan, events.Select((one, i) => Numbered(i, one)));

    private static string? VerdictOfNumbered(StreamPlan plan, IEnumerable<SessionEvent> events)
    {
        var check = new StreamCheck(plan);
        foreach (var one in events)
            check.See(one);
        return check.Verdict();
    }

    private static SessionEvent Numbered(long seq, SessionEvent one) => one with { Seq = seq };

    private static ProgramOutput Output(string text) => new(OutputStream.Stdout, Encoding.UTF8.GetBytes(text));

    private static SessionCompleted Completed(int exit) => new(Summaries.Of(exit));
}
