using System.Globalization;
using Eager.Engine.Latency;
using Eager.Engine.Recordings;
using Eager.Engine.Simulation;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;

namespace Eager.Host.Reports;

/// <summary>Makes the timeline of recorded runs.</summary>
/// <param name="text">The program.</param>
/// <param name="arrivals">When its text arrived, piece by piece; empty where only the released statements tell.</param>
internal sealed class TimelineBuilder(ProgramText text, IReadOnlyList<TraceDelta> arrivals)
{
    /// <summary>Outputs so close that one mark covers both: a share of the whole axis.</summary>
    private const double SameMark = 1 / 1500.0;

    private const int LongestOutput = 600;

    /// <summary>Both arms: the serial one as it was measured, or, where it was not, as the model makes it of the eager one's execution times.</summary>
    public Timeline Build(string title, RecordedRun? eager, RecordedRun? serial)
    {
        var arms = new List<TimelineArm>();
        if (eager is not null)
            arms.Add(Arm("eager", eager, Bound(eager)));
        arms.Add(serial is not null ? Arm("serial", serial, bound: null) : Predicted(eager!));
        return new Timeline(title, arms);
    }

    private static TimeSpan Bound(RecordedRun run)
    {
        var trace = DispatchTrace.Of(run);
        return trace.Generation + trace.LeastNonOverlapped;
    }

    private TimelineArm Arm(string name, RecordedRun run, TimeSpan? bound) => new()
    {
        Name = name,
        Generation = run.Summary.Generation,
        Total = run.Summary.Total,
        Bound = bound,
        Arrivals = Arrivals(run),
        Releases = run.Opened.Mode == ExecutionMode.Serial ? [] : [.. run.Statements.Select(statement => Release(run, statement))],
        Batches = run.Opened.Mode == ExecutionMode.Serial
            ? []
            : [.. run.Statements.Where(statement => statement is { Batch: not null, Timing: not null }).GroupBy(statement => statement.Batch!.Value).Select(Batch)],
        Runs = [.. run.Statements.Where(statement => statement.Timing is not null).Select(Run)],
        Holds = [.. run.Held.Select(held => Hold(run, held))],
        Outputs = Outputs(run),
    };

    /// <summary>T_ser = T_FT + L/v + s_full + x_full with s_full = 0 and x_full the sum of what the statements took.</summary>
    private TimelineArm Predicted(RecordedRun eager)
    {
        var runs = new List<TimelineBar>();
        var at = eager.Summary.Generation;
        foreach (var statement in eager.Statements.Where(statement => statement.Timing is not null))
        {
            runs.Add(Run(statement) with { From = at, To = at + statement.Execution });
            at += statement.Execution;
        }

        return new TimelineArm
        {
            Name = "serial",
            IsPredicted = true,
            Generation = eager.Summary.Generation,
            Total = TimeSpan.FromSeconds(LatencyModel.SerialEnd(
                eager.Summary.Generation.TotalSeconds, setup: 0, eager.Statements.Sum(statement => statement.Execution.TotalSeconds))),
            Arrivals = Arrivals(eager),
            Runs = runs,
        };
    }

    private List<(TimeSpan At, double Share)> Arrivals(RecordedRun run)
    {
        double whole = Math.Max(1, run.Ended.Position);
        var shares = new List<(TimeSpan, double)> { (TimeSpan.Zero, 0) };
        var read = 0L;
        foreach (var delta in arrivals)
        {
            read += delta.Bytes.Length;
            shares.Add((delta.At, Math.Min(1, read / whole)));
        }

        if (arrivals.Count == 0 && run.Opened.Mode == ExecutionMode.Eager)
            shares.AddRange(run.Statements.Where(statement => statement.ReleasedAt < run.Summary.Generation)
                .Select(statement => (statement.ReleasedAt, Math.Min(1, statement.Boundary.ReleasedAt / whole))));
        shares.Add((run.Summary.Generation, 1));
        return shares;
    }

    private (TimelineBar Bar, double Share) Release(RecordedRun run, RecordedStatement statement) => (
        new TimelineBar(
            statement.ReleasedAt,
            statement.ReleasedAt,
            Hover($"statement {statement.Boundary.Index}, {Lines(statement)}: certain at {Figures.Time(statement.ReleasedAt)}", text.Of(statement.Boundary.Code)))
        {
            Statement = statement.Boundary.Index,
        },
        Math.Min(1, (double)statement.Boundary.ReleasedAt / Math.Max(1, run.Ended.Position)));

    private static TimelineBar Batch(IGrouping<int, RecordedStatement> batch)
    {
        var (first, last) = (batch.First(), batch.Last());
        var indexes = first == last ? $"statement {first.Boundary.Index}" : $"statements {first.Boundary.Index} to {last.Boundary.Index}";
        return new TimelineBar(
            first.DispatchedAt!.Value,
            last.Timing!.Value.FinishedAt,
            Hover($"batch {batch.Key}: {indexes}", $"dispatched at {Figures.Time(first.DispatchedAt.Value)}\nbegan {Figures.Duration(first.Timing!.Value.StartedAt - first.DispatchedAt.Value)} later"));
    }

    private TimelineBar Run(RecordedStatement statement)
    {
        var timing = statement.Timing!.Value;
        var outcome = timing.Outcome switch
        {
            UnitOutcome.Failed => ", failed",
            UnitOutcome.Interrupted => ", interrupted",
            UnitOutcome.Exited => ", ended the program",
            _ => "",
        };
        return new TimelineBar(
            timing.StartedAt,
            timing.FinishedAt,
            Hover($"{Lines(statement)}: {Figures.Duration(statement.Execution)}{outcome}", text.Of(statement.Boundary.Code)))
        {
            IsFailure = statement.Failed,
            Statement = statement.Boundary.Index,
        };
    }

    private static TimelineBar Hold(RecordedRun run, RecordedHold held) => new(
        held.HeldAt,
        held.ResumedAt ?? run.Summary.Total,
        Hover(
            held.ResumedAt is null ? "held, and never happened" : $"held for {Figures.Duration(held.Wait)}",
            $"{held.Class}: {VisibleText.Of(held.What)}"))
    {
        Statement = held.Statement,
    };

    private static List<TimelineBar> Outputs(RecordedRun run)
    {
        var gap = run.Summary.Total * SameMark;
        var marks = new List<TimelineBar>();
        foreach (var output in run.Outputs)
        {
            var written = VisibleText.Start(VisibleText.Of(output.Bytes.Span[..Math.Min(output.Bytes.Length, 4 * LongestOutput)]), LongestOutput).TrimEnd('\n');
            var isError = output.Stream == OutputStream.Stderr;
            if (marks is [.., var last] && output.At - last.From < gap && last.IsFailure == isError)
                marks[^1] = last with { Hover = VisibleText.Start($"{last.Hover}\n{written}", LongestOutput) };
            else
                marks.Add(new TimelineBar(output.At, output.At, Hover($"{(isError ? "standard error" : "output")} at {Figures.Time(output.At)}", written)) { IsFailure = isError });
        }

        return marks;
    }

    private static string Lines(RecordedStatement statement)
    {
        var code = statement.Boundary.Code;
        return code.Line == code.EndLine
            ? string.Create(CultureInfo.InvariantCulture, $"line {code.Line}")
            : string.Create(CultureInfo.InvariantCulture, $"lines {code.Line} to {code.EndLine}");
    }

    private static string Hover(string heading, string? lines) => lines is null ? heading : $"{heading}\n{lines}";
}
