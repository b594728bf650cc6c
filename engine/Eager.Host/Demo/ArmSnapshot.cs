using Eager.Events;

namespace Eager.Host.Demo;

/// <summary>One arm at one moment.</summary>
internal sealed record ArmSnapshot(
    ExecutionMode Mode,
    IReadOnlyList<StatementProgress> Statements,
    string Output,
    TimeSpan? GeneratedAt,
    SessionSummary? Summary)
{
    /// <summary>The statement that the worker has and has not finished, if any.</summary>
    public StatementProgress? Running => Statements.FirstOrDefault(statement => statement is { DispatchedAt: not null, Timing: null });
}
