namespace Eager.Statements;

/// <summary>A statement that no continuation of the stream can change.</summary>
/// <param name="Index">Position in the program, counted from 0.</param>
/// <param name="Kind">What the statement is.</param>
/// <param name="Extent">
/// Everything since the previous statement: leading blank lines and comments, the statement, the end of its line.
/// The extents of consecutive statements touch, so concatenated they are the source, byte for byte.
/// </param>
/// <param name="Code">The statement alone, from its first to its last token.</param>
/// <param name="ReleasedAt">Bytes that had been fed when the statement was released.</param>
public readonly record struct StatementBoundary(int Index, StatementKind Kind, SourceSpan Extent, SourceSpan Code, long ReleasedAt)
{
    /// <summary>Whole, or which part of an open statement.</summary>
    public StatementRole Role { get; init; }

    /// <summary>Open statements around it, the one that it opens, continues or closes not counted.</summary>
    public int Depth { get; init; }

    /// <summary>True where a top-level statement begins: the parts of an open one are counted once.</summary>
    public bool BeginsStatement => Role == StatementRole.Whole || (Role == StatementRole.Opened && Depth == 0);

    /// <summary>True where a top-level statement is over.</summary>
    public bool EndsStatement => Role == StatementRole.Whole || (Role == StatementRole.Closed && Depth == 0);
}
