namespace Eager.Statements;

/// <summary>A stretch of a program's text.</summary>
/// <param name="Start">First byte, counted from 0 at the start of the stream.</param>
/// <param name="End">One past the last byte.</param>
/// <param name="Line">Line of the first byte, counted from 1.</param>
/// <param name="EndLine">Line of the last byte, inclusive.</param>
public readonly record struct SourceSpan(long Start, long End, int Line, int EndLine)
{
    /// <summary>Length in bytes.</summary>
    public long Length => End - Start;
}
