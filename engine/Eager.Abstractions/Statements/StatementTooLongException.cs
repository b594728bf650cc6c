namespace Eager.Statements;

/// <summary>An unfinished statement grew past the limit that keeps a session's memory bounded.</summary>
public sealed class StatementTooLongException(long start, long limit)
    : Exception($"the statement that begins at byte {start} is longer than the limit of {limit} bytes")
{
    /// <summary>First byte of the statement.</summary>
    public long Start { get; } = start;

    /// <summary>Limit in bytes.</summary>
    public long Limit { get; } = limit;
}
