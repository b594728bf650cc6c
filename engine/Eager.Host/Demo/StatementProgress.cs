using Eager.Events;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Host.Demo;

/// <summary>One statement on its way.</summary>
internal sealed record StatementProgress(StatementBoundary Boundary, TimeSpan ReleasedAt)
{
    public TimeSpan? DispatchedAt { get; init; }

    public StatementTiming? Timing { get; init; }

    public bool Failed => Timing is { Outcome: UnitOutcome.Failed or UnitOutcome.Interrupted };
}
