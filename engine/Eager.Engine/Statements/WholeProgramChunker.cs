using System.Buffers;
using Eager.Statements;

namespace Eager.Engine.Statements;

/// <summary>Holds a program until its stream has ended and releases it as one piece: the serial arm, in the same pipeline.</summary>
internal sealed class WholeProgramChunker(int limit) : IChunker
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private int _lines;
    private bool _completed;
    private bool _taken;

    public long Position => _text.WrittenCount;

    public long? ErrorAt => null;

    public SourceSpan Pending => _taken ? new SourceSpan(Position, Position, EndLine, EndLine) : Whole;

    private SourceSpan Whole => new(0, Position, 1, EndLine);

    private int EndLine => Math.Max(1, _text.WrittenCount > 0 && _text.WrittenSpan[^1] != (byte)'\n' ? _lines + 1 : _lines);

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_text.WrittenCount + bytes.Length > limit)
            throw new StatementTooLongException(0, limit);
        _lines += bytes.Count((byte)'\n');
        _text.Write(bytes);
    }

    public void Complete() => _completed = true;

    public bool TryRelease(out StatementBoundary boundary)
    {
        boundary = default;
        if (!_completed || _taken || _text.WrittenCount == 0)
            return false;
        boundary = new StatementBoundary(0, StatementKind.Program, Whole, Whole, Position);
        _taken = true;
        return true;
    }

    public ReadOnlySpan<byte> Text(in SourceSpan span) => _text.WrittenSpan[(int)span.Start..(int)span.End];

    public void Dispose()
    {
    }
}
