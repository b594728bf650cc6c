using System.Buffers;
using Eager.Statements;

namespace Eager.Parsing.Chunking;

/// <summary>Releases the whole text as one statement when the stream has ended: the serial arm.</summary>
/// <param name="programLimit">Largest length of the program, in bytes.</param>
public sealed class WholeProgramChunker(int programLimit) : IChunker
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private int _breaks;
    private int _lastLine = 1;
    private bool _afterCarriageReturn;
    private bool _complete;
    private bool _released;

    public long Position => _text.WrittenCount;

    public long? ErrorAt => null;

    public SourceSpan Pending => _released ? new SourceSpan(Position, Position, _lastLine, _lastLine) : Whole;

    private SourceSpan Whole => new(0, Position, 1, _lastLine);

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_complete)
            throw new InvalidOperationException("the stream was completed");
        if (Position + bytes.Length > programLimit)
            throw new StatementTooLongException(0, programLimit);
        _text.Write(bytes);
        foreach (var unit in bytes)
            Count(unit);
    }

    public void Complete() => _complete = true;

    public bool TryRelease(out StatementBoundary boundary)
    {
        if (!_complete || _released || Position == 0)
        {
            boundary = default;
            return false;
        }
        boundary = new StatementBoundary(0, StatementKind.Program, Whole, Whole, Position);
        _released = true;
        return true;
    }

    public ReadOnlySpan<byte> Text(in SourceSpan span) => _text.WrittenSpan[(int)span.Start..(int)span.End];

    public void Dispose()
    {
    }

    /// <summary>A break belongs to the line it ends; "\r\n" is one.</summary>
    private void Count(byte unit)
    {
        if (_afterCarriageReturn && unit != '\n')
            _breaks++;
        _lastLine = _breaks + 1;
        if (unit == '\n')
            _breaks++;
        _afterCarriageReturn = unit == '\r';
    }
}
