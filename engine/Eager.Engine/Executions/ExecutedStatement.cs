using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Executions;

/// <summary>A statement that ended; times are timestamps of the session's clock. Its text is no longer held.</summary>
internal readonly record struct ExecutedStatement(
    int Index, SourceSpan Code, UnitOutcome Outcome, long ReadyAt, long StartedAt, long FinishedAt);
