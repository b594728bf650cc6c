using Eager.Engine.Latency;
using Eager.Engine.Recordings;

namespace Eager.Engine.Simulation;

/// <summary>What no dispatch policy can change of a run: when statements are ready and how long they execute.</summary>
public sealed record DispatchTrace
{
    /// <summary>The statements in the order of the source, ready times not decreasing.</summary>
    public required IReadOnlyList<TracedStatement> Statements { get; init; }

    /// <summary>T_FT + L/v: when the last byte had arrived, since the session opened.</summary>
    public required TimeSpan Generation { get; init; }

    /// <summary>o: overhead of one dispatch.</summary>
    public required TimeSpan Overhead { get; init; }

    private double[] Ready => [.. Statements.Select(statement => statement.ReadyAt.TotalSeconds)];

    private double[] Execution => [.. Statements.Select(statement => statement.Execution.TotalSeconds)];

    /// <summary>The least NEL of any schedule: max(0, o + max_k(a_k + Σ_{i≥k} e_i) − generation).</summary>
    public TimeSpan LeastNonOverlapped => NonOverlapped(LatencyModel.ScheduleBound(Ready, Execution, Overhead.TotalSeconds));

    /// <summary>The least NEL of any batching where each dispatch occupies the executor.</summary>
    public TimeSpan BatchedOptimum => NonOverlapped(BatchedSchedule.OptimumEnd(Ready, Execution, Overhead.TotalSeconds));

    /// <summary>The trace of a recorded run, with the overhead that its dispatches to an idle backend had: their median.</summary>
    public static DispatchTrace Of(RecordedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new DispatchTrace
        {
            Statements =
            [
                .. from statement in run.Statements
                   where statement.Timing is not null
                   select new TracedStatement(statement.Boundary.Kind, statement.ReleasedAt, statement.Execution),
            ],
            Generation = run.Summary.Generation,
            Overhead = MeasuredOverhead(run),
        };
    }

    /// <summary>
    /// The same program at another pace: its tokens arrive evenly, and a statement is ready with the token that held its last decisive byte.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="rate">v: tokens a second, above 0.</param>
    /// <param name="tokenBytes">Bytes a token, at least 1.</param>
    public static DispatchTrace Of(RecordedRun run, double rate, int tokenBytes)
    {
        var trace = Of(run);
        return trace with
        {
            Statements =
            [
                .. run.Statements.Where(statement => statement.Timing is not null).Zip(
                    trace.Statements, (statement, traced) => traced with { ReadyAt = Arrival(statement.Boundary.ReleasedAt) }),
            ],
            Generation = Arrival(run.Ended.Position),
        };

        TimeSpan Arrival(long position) => TimeSpan.FromSeconds(Math.Ceiling((double)position / tokenBytes) / rate);
    }

    /// <summary>A dispatch that met a busy backend says nothing about its overhead.</summary>
    private static TimeSpan MeasuredOverhead(RecordedRun run)
    {
        var overheads = new List<TimeSpan>();
        var idleSince = TimeSpan.Zero;
        foreach (var batch in run.Statements.Where(statement => statement.Timing is not null).GroupBy(statement => statement.Batch))
        {
            var (started, dispatched) = (batch.First().Timing!.Value.StartedAt, batch.First().DispatchedAt);
            if (dispatched is { } at && at >= idleSince && started >= at)
                overheads.Add(started - at);
            idleSince = batch.Last().Timing!.Value.FinishedAt;
        }

        overheads.Sort();
        return overheads.Count > 0 ? overheads[overheads.Count / 2] : TimeSpan.Zero;
    }

    private TimeSpan NonOverlapped(double end)
    {
        var beyond = TimeSpan.FromTicks((long)Math.Round(end * TimeSpan.TicksPerSecond)) - Generation;
        return beyond > TimeSpan.Zero ? beyond : TimeSpan.Zero;
    }
}
