using System.Text;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;
using Eager.Host.Reports;
using static Eager.Host.Tests.SampleRun;

namespace Eager.Host.Tests.Reports;

public sealed class TimelineBuilderTests
{
    [Fact]
    public void Serial_arm_should_be_predicted_from_the_execution_times_when_it_was_not_recorded()
    {
        var serial = new SampleRun().Add("a", 10, 11, 31).Add("b", 40, 41, 141).Report(100, 145).SerialArm;

        Assert.True(serial.IsPredicted);
        Assert.Equal([(Ms(100), Ms(120)), (Ms(120), Ms(220))], serial.Runs.Select(run => (run.From, run.To)));
        Assert.Equal(Ms(120), serial.NonOverlapped);
    }

    [Fact]
    public void Serial_arm_should_be_the_recorded_one_when_there_is_one()
    {
        var eager = new SampleRun().Add("a", 10, 11, 31);
        var serial = new SampleRun(ExecutionMode.Serial).Add("a", 100, 103, 130);

        var report = new RunReport("p", [eager.End(100, 101), serial.End(100, 131)], eager.Text, []);

        Assert.False(report.SerialArm.IsPredicted);
        Assert.Equal((2, Ms(31)), (report.Timeline.Arms.Count, report.SerialArm.NonOverlapped));
        Assert.Equal(Ms(131), report.Timeline.End);
    }

    [Fact]
    public void Bound_should_be_what_no_schedule_can_beat()
    {
        var arm = new SampleRun().Add("a", 10, 15, 45).Add("b", 80, 85, 185).Report(100, 190).Timeline.Arms[0];

        Assert.Equal(Ms(5 + 80 + 100), arm.Bound);
    }

    [Fact]
    public void Statement_should_be_shown_with_its_lines_and_its_time()
    {
        var arm = new SampleRun().Add("a", 1, 2, 4).Add("b = 1", 10, 11, 31, UnitOutcome.Failed).Report(100, 101).Timeline.Arms[0];

        Assert.Equal("line 2: 20 ms, failed\nb = 1", arm.Runs[1].Hover);
        Assert.Equal([false, true], arm.Runs.Select(run => run.IsFailure));
    }

    [Fact]
    public void Statement_should_be_shown_without_text_when_the_program_is_not_at_hand()
    {
        var sample = new SampleRun().Add("secret", 1, 2, 4);

        var arm = new RunReport("p", [sample.End(5, 6)], ProgramText.Unknown, []).Timeline.Arms[0];

        Assert.Equal("line 1: 2.0 ms", arm.Runs[0].Hover);
    }

    [Fact]
    public void Held_effect_should_last_until_it_happens_or_until_the_end()
    {
        var resumed = new SampleRun().Add("open()", 1, 2, 40).Hold("open('x')", 5, 35).Report(30, 41).Timeline.Arms[0];
        var never = new SampleRun().Add("open()", 1, 2, 40).Hold("open('x')", 5, null).Report(30, 41).Timeline.Arms[0];

        Assert.Equal((Ms(5), Ms(35), "held for 30 ms\nWriteInside: open('x')"), (resumed.Holds[0].From, resumed.Holds[0].To, resumed.Holds[0].Hover));
        Assert.Equal((Ms(41), "held, and never happened\nWriteInside: open('x')"), (never.Holds[0].To, never.Holds[0].Hover));
        Assert.Equal("line 1: 8.0 ms\nopen()", resumed.Runs[0].Hover);
    }

    [Fact]
    public void Output_should_have_one_mark_when_it_comes_closer_than_can_be_seen()
    {
        var arm = new SampleRun().Add("a", 1, 2, 900).Print("a\n", 100).Print("b\n", 100.2).Print("c\n", 500).Print("d\n", 500.1, OutputStream.Stderr)
            .Report(1000, 1001).Timeline.Arms[0];

        Assert.Equal(["output at 0.100 s\na\nb", "output at 0.500 s\nc", "standard error at 0.500 s\nd"], arm.Outputs.Select(output => output.Hover));
    }

    [Fact]
    public void Arrivals_should_be_those_of_the_trace_when_there_is_one()
    {
        var sample = new SampleRun().Add("aaa", 20, 21, 22);
        TraceDelta[] trace = [new(Ms(10), "a"u8.ToArray()), new(Ms(20), Encoding.UTF8.GetBytes("aa\n"))];

        var measured = new RunReport("p", [sample.End(25, 26)], sample.Text, trace).Timeline.Arms[0].Arrivals;
        var released = sample.Report(25, 26).Timeline.Arms[0].Arrivals;

        Assert.Equal([(Ms(0), 0), (Ms(10), 0.25), (Ms(20), 1), (Ms(25), 1)], measured);
        Assert.Equal([(Ms(0), 0), (Ms(20), 1), (Ms(25), 1)], released);
    }
}
