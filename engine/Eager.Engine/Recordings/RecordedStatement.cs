using Eager.Events;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Recordings;

/// <summary>What became of one statement. Times count from the opening of the session.</summary>
/// <param name="Boundary">Where it lies.</param>
/// <param name="ReleasedAt">When it became certain.</param>
public sealed record RecordedStatement(StatementBoundary Boundary, TimeSpan ReleasedAt)
{
    /// <summary>The batch it travelled in; null where it was never dispatched.</summary>
    public int? Batch { get; init; }

    /// <summary>When its batch was dispatched.</summary>
    public TimeSpan? DispatchedAt { get; init; }

    /// <summary>When it ran; null where it did not.</summary>
    public StatementTiming? Timing { get; init; }

    /// <summary>How long its effects waited until the program was known.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>How long it executed, waiting not counted; 0 where it did not.</summary>
    public TimeSpan Execution =>
        Timing is { } timing && timing.FinishedAt - timing.StartedAt > Held ? timing.FinishedAt - timing.StartedAt - Held : TimeSpan.Zero;

    /// <summary>True where it raised an error or was interrupted.</summary>
    public bool Failed => Timing is { Outcome: UnitOutcome.Failed or UnitOutcome.Interrupted };
}
