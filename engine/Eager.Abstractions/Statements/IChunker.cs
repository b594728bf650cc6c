namespace Eager.Statements;

/// <summary>
/// Cuts one stream of UTF-8 program text into statements, each released as soon as no continuation can change it.
/// An instance belongs to one stream and one thread at a time.
/// </summary>
public interface IChunker : IDisposable
{
    /// <summary>Bytes fed so far.</summary>
    long Position { get; }

    /// <summary>First byte at which no continuation can be a valid program, or null. Nothing from there on is released.</summary>
    long? ErrorAt { get; }

    /// <summary>Text that is held: fed, and in no statement taken with <see cref="TryRelease"/>.</summary>
    SourceSpan Pending { get; }

    /// <summary>
    /// Extent of a statement that is finished but that the chunker's grammar, perhaps wrongly, rejects, or null. It and all that
    /// follows is held until the stream ends, or until the language's own compiler was asked and <see cref="AcceptSuspect"/> is called.
    /// </summary>
    SourceSpan? Suspect => null;

    /// <summary>Releases the <see cref="Suspect"/> as it stands, kind unknown, and goes on behind it.</summary>
    void AcceptSuspect()
    {
    }

    /// <summary>
    /// Opens the statement that waits for its end, where its header is complete and the language opens such blocks: it is released in parts, each
    /// as soon as it is certain. A compound statement among them is gathered in its turn.
    /// </summary>
    /// <param name="functions">True to open functions, too, whose body may run ahead of its call.</param>
    void Open(bool functions)
    {
    }

    /// <summary>Feeds the next bytes, cut anywhere. Invalidates spans returned by <see cref="Text"/>.</summary>
    /// <exception cref="StatementTooLongException">An unfinished statement is longer than the chunker's limit.</exception>
    void Feed(ReadOnlySpan<byte> bytes);

    /// <summary>Says that the stream ended cleanly: what is held, if it is a statement, can no longer change and is released.</summary>
    void Complete();

    /// <summary>Takes the next released statement, in source order.</summary>
    bool TryRelease(out StatementBoundary boundary);

    /// <summary>
    /// Names that the statement taken last binds and reads, in source order, read off its syntax tree when asked for. Empty where
    /// the chunker has no tree of it: kind unknown, or longer than 1 MiB. Valid until the next call that moves the chunker on.
    /// </summary>
    ReadOnlySpan<StatementName> Names => [];

    /// <summary>Bytes of a span that was just released or is still pending; valid until the next <see cref="Feed"/>.</summary>
    ReadOnlySpan<byte> Text(in SourceSpan span);
}
