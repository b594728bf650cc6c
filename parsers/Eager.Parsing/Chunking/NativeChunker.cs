using Eager.Parsing.Interop;
using Eager.Statements;

namespace Eager.Parsing.Chunking;

/// <summary>Cuts a stream with the native scanner and parser. Feeding allocates no managed memory.</summary>
internal sealed class NativeChunker : IChunker
{
    private readonly ChunkerHandle _handle;
    private readonly int _statementLimit;
    private NativeProgress? _progress;
    private int _waiting;
    private int _released;

    public NativeChunker(LanguageHandle language, int statementLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(statementLimit);
        _handle = ChunkerHandle.Create(language, statementLimit);
        _statementLimit = statementLimit;
    }

    public long Position => Progress.Position;

    public long? ErrorAt => Progress.ErrorAt is var at && at == NativeProgress.Nowhere ? null : at;

    public SourceSpan Pending => Progress.Pending;

    public SourceSpan? Suspect => Progress is { SuspectAt: not NativeProgress.Nowhere, Suspect: var suspect } ? suspect : null;

    public ReadOnlySpan<StatementName> Names => _handle.Names;

    /// <summary>Looked up once between two changes: who feeds a token asks several times.</summary>
    private NativeProgress Progress => _progress ??= _handle.Progress;

    public void Feed(ReadOnlySpan<byte> bytes) => Check(_handle.Feed(bytes));

    public void Complete() => Check(_handle.Complete());

    public void AcceptSuspect() => Check(_handle.Accept());

    public void Open(bool functions) => Check(_handle.Open(functions));

    public bool TryRelease(out StatementBoundary boundary)
    {
        if (_waiting == 0 || !_handle.Next(out var statement))
        {
            (_waiting, boundary) = (0, default);
            return false;
        }

        _waiting--;
        _progress = null;
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

    private void Check(int result)
    {
        _progress = null;
        if (result >= 0)
        {
            _waiting = result;
            return;
        }

        // How many were found before it failed is not told: they are asked for.
        _waiting = int.MaxValue;
        switch ((NativeStatus)result)
        {
            case NativeStatus.TooLong:
                throw new StatementTooLongException(_handle.UnfinishedAt, _statementLimit);
            case NativeStatus.Ended:
                throw new InvalidOperationException("the stream was completed");
            default:
                throw new InsufficientMemoryException();
        }
    }
}
