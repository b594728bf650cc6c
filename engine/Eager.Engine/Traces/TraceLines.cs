namespace Eager.Engine.Traces;

/// <summary>Lines of a text, one at a time, of bounded length.</summary>
internal sealed class TraceLines(Stream source)
{
    /// <summary>Longest line, in bytes: a delta is a token, or at most all that a read gave.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Reads the next line that is not blank. It is valid until the next call.</summary>
    /// <exception cref="TraceException">A line is too long.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        while (TryReadAny(out line))
        {
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
                return true;
        }

        return false;
    }

    private bool TryReadAny(out ReadOnlyMemory<byte> line)
    {
        Number++;
        for (var searched = 0; ;)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = _buffer.AsMemory(_start, searched + at);
                _start += searched + at + 1;
                return true;
            }

            searched = _end - _start;
            if (searched > MostBytes)
                throw new TraceException($"line {Number} has more than {MostBytes >> 20} MiB");
            if (Fill())
                continue;
            line = _buffer.AsMemory(_start, searched);
            _start = _end;
            return searched > 0;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = source.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
