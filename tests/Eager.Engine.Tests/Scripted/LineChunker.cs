using System.Text;
using Eager.Statements;

namespace Eager.Engine.Tests.Scripted;

/// <summary>
/// One statement a line. <c>def</c> lines are definitions; empty lines and <c>#</c> lines belong to the statement after them; a line that begins
/// with <c>!</c> is a syntax error; one that begins with <c>?</c> is suspect; <c>@throw</c> breaks the chunker itself.
/// </summary>
internal sealed class LineChunker(int limit) : IChunker
{
    private readonly Queue<StatementBoundary> _released = new();
    private byte[] _text = new byte[1024];
    private int _length;
    private long _base;
    private long _taken;
    private long _cut;
    private long _lineStart;
    private long _scanned;
    private int _line = 1;
    private int _firstLine = 1;
    private int _firstCut = 1;
    private int _index;

    public long Position => _base + _length;

    public long? ErrorAt { get; private set; }

    public SourceSpan? Suspect { get; private set; }

    public bool Disposed { get; private set; }

    public SourceSpan Pending => new(_taken, Position, _firstLine, Math.Max(_firstLine, _line));

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(Disposed, this);
        Append(bytes);
        Scan();
        if (Position - _cut > limit)
            throw new StatementTooLongException(_cut, limit);
    }

    public void Complete()
    {
        while (Suspect is not null)
            AcceptSuspect();
        if (Position > _lineStart)
            EndLine(Position);
    }

    public void AcceptSuspect()
    {
        var extent = Suspect!.Value;
        Suspect = null;
        Release(StatementKind.Unknown, extent, extent);
        Scan();
    }

    public bool TryRelease(out StatementBoundary boundary)
    {
        if (!_released.TryDequeue(out boundary))
            return false;
        _taken = boundary.Extent.End;
        _firstLine = boundary.Extent.EndLine + 1;
        return true;
    }

    public ReadOnlySpan<byte> Text(in SourceSpan span) => _text.AsSpan((int)(span.Start - _base), (int)span.Length);

    public void Dispose() => Disposed = true;

    private void Scan()
    {
        for (; _scanned < Position && Suspect is null; _scanned++)
            if (_text[_scanned - _base] == '\n')
                EndLine(_scanned + 1);
    }

    private void EndLine(long end)
    {
        var line = Encoding.UTF8.GetString(_text.AsSpan((int)(_lineStart - _base), (int)(end - _lineStart)));
        var (start, number) = (_lineStart, _line);
        _lineStart = end;
        _line++;
        if (line.StartsWith("@throw", StringComparison.Ordinal))
            throw new InvalidOperationException("the chunker broke");
        if (line.StartsWith('!'))
            ErrorAt ??= start;
        if (ErrorAt is not null || string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
            return;
        var extent = new SourceSpan(_cut, end, _firstCut, number);
        var code = new SourceSpan(start, start + Encoding.UTF8.GetByteCount(line.TrimEnd()), number, number);
        if (line.StartsWith('?'))
            Suspect = extent;
        else
            Release(KindOf(line), extent, code);
    }

    private void Release(StatementKind kind, SourceSpan extent, SourceSpan code)
    {
        _released.Enqueue(new StatementBoundary(_index++, kind, extent, code, Position));
        (_cut, _firstCut) = (extent.End, extent.EndLine + 1);
    }

    private static StatementKind KindOf(string line) =>
        line.StartsWith("def ", StringComparison.Ordinal) ? StatementKind.Definition : StatementKind.Expression;

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var dropped = (int)(_taken - _base);
        _text.AsSpan(dropped, _length - dropped).CopyTo(_text);
        _length -= dropped;
        _base = _taken;
        while (_text.Length < _length + bytes.Length)
            Array.Resize(ref _text, _text.Length * 2);
        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }
}
