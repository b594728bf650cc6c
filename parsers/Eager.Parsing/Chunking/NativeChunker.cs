using Eager.Parsing.Interop;
using Eager.Statements;

namespace Eager.Parsing.Chunking;

/// <summary>Cuts a stream with the native scanner and parser. Feeding allocates no managed memory.</summary>
internal sealed class NativeChunker : IChunker
{
    private readonly ChunkerHandle _handle;
    private readonly int _statementLimit;
    private int _released;

    public NativeChunker(LanguageHandle language, int statementLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(statementLimit);
        _handle = ChunkerHandle.Create(language, statementLimit);
        _statementLimit = statementLimit;
    }

    public long Position => _handle.Progress.Position;

    public long? ErrorAt => _handle.Progress.ErrorAt is var at && at == NativeProgress.Nowhere ? null : at;

    public SourceSpan Pending => _handle.Progress.Pending;

    public SourceSpan? Suspect => _handle.Progress is { SuspectAt: not NativeProgress.Nowhere, Suspect: var suspect } ? suspect : null;

    public ReadOnlySpan<StatementName> Names => _handle.Names;

    public void Feed(ReadOnlySpan<byte> bytes) => Check(_handle.Feed(bytes));

    public void Complete() => Check(_handle.Complete());

    public void AcceptSuspect() => Check(_handle.Accept());

    public void Open() => Check(_handle.Open());

    public bool TryRelease(out StatementBoundary boundary)
    {
        if (!_handle.Next(out var statement))
        {
            boundary = default;
            return false;
        }
        boundary = new StatementBoundary(
            _released++, (StatementKind)statement.Kind, statement.Extent, statement.Code, statement.ReleasedAt)
        {
            Role = (StatementRole)statement.Role,
            Depth = statement.Depth,
        };
        return true;
    }

    public ReadOnlySpan<byte> Text(in SourceSpan span) => _handle.Text(span);

    public void Dispose() => _handle.Dispose();

    private void Check(NativeStatus status)
    {
        switch (status)
        {
            case NativeStatus.Ok:
                return;
            case NativeStatus.TooLong:
                throw new StatementTooLongException(_handle.UnfinishedAt, _statementLimit);
            case NativeStatus.Ended:
                throw new InvalidOperationException("the stream was completed");
            default:
                throw new InsufficientMemoryException();
        }
    }
}
