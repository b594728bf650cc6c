using Eager.Executions;

namespace Eager.Events;

/// <summary>When a statement ran.</summary>
/// <param name="Index">Index of the statement.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="StartedAt">Begin, since the session opened.</param>
/// <param name="FinishedAt">End, since the session opened.</param>
public readonly record struct StatementTiming(int Index, UnitOutcome Outcome, TimeSpan StartedAt, TimeSpan FinishedAt);
