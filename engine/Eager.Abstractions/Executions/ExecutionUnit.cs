using Eager.Statements;

namespace Eager.Executions;

/// <summary>The smallest thing a backend executes.</summary>
/// <param name="Id">Number in the session, counted from 0, rising by 1 with each unit sent.</param>
/// <param name="Kind">What the unit is.</param>
/// <param name="Extent">Where its text lies in the program.</param>
/// <param name="Source">UTF-8 text of <paramref name="Extent"/>.</param>
public sealed record ExecutionUnit(int Id, UnitKind Kind, SourceSpan Extent, ReadOnlyMemory<byte> Source)
{
    /// <summary>The statement that the unit is or belongs to; null for a probe.</summary>
    public Statement? Statement { get; init; }
}
