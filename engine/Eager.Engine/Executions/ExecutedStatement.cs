using Eager.Executions;

namespace Eager.Engine.Executions;

/// <summary>A statement that ended; times are timestamps of the session's clock. Its text is no longer held.</summary>
internal readonly record struct ExecutedStatement(int Index, UnitOutcome Outcome, long StartedAt, long FinishedAt);
