using Eager.Engine.Recordings;
using Eager.Engine.Tokens;
using Eager.Events;

namespace Eager.Host.Reports;

/// <summary>What a report tells: the runs of one program, its text, and their timeline.</summary>
internal sealed class RunReport
{
    /// <param name="title">What the report calls the program.</param>
    /// <param name="runs">At least one run; the first of each mode counts.</param>
    /// <param name="text">The program.</param>
    /// <param name="arrivals">When its text arrived; empty where that was not recorded.</param>
    public RunReport(string title, IReadOnlyList<RecordedRun> runs, ProgramText text, IReadOnlyList<TraceDelta> arrivals)
    {
        Text = text;
        Eager = runs.FirstOrDefault(run => run.Opened.Mode == ExecutionMode.Eager);
        Serial = runs.FirstOrDefault(run => run.Opened.Mode == ExecutionMode.Serial);
        Timeline = new TimelineBuilder(text, arrivals).Build(VisibleText.Of(title), Eager, Serial);
    }

    public ProgramText Text { get; }

    public RecordedRun? Eager { get; }

    public RecordedRun? Serial { get; }

    /// <summary>The run that the report is about.</summary>
    public RecordedRun Main => Eager ?? Serial!;

    public Timeline Timeline { get; }

    /// <summary>The serial arm, measured or predicted.</summary>
    public TimelineArm SerialArm => Timeline.Arms[^1];
}
