using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>
/// Cuts a stream into events: server-sent events (WHATWG HTML 9.2), or JSON lines, told apart line by line, or one JSON array, told by its beginning.
/// Lines end with CR, LF or both, and may be cut anywhere.
/// </summary>
internal sealed class EventReader(int longest)
{
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly ArrayBufferWriter<byte> _data = new(4096);
    private ArrayReader? _array;
    private bool _hasBegun;
    private bool _hasData;
    private bool _afterReturn;

    /// <summary>Takes bytes up to the end of the next event and returns how many.</summary>
    /// <param name="bytes">What arrived.</param>
    /// <param name="payload">The event's payload where one is complete, else empty; good until the next call.</param>
    /// <exception cref="StreamFormatException">An event is longer than allowed.</exception>
    public int Read(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (!_hasBegun)
            Begin(bytes);
        if (_array is not null)
            return _array.Read(bytes, out payload);
        var taken = 0;
        while (taken < bytes.Length && payload.IsEmpty)
        {
            if (_afterReturn)
            {
                _afterReturn = false;
                if (bytes[taken] == '\n')
                {
                    taken++;
                    continue;
                }
            }

            var rest = bytes[taken..];
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 0)
            {
                Keep(_line, rest);
                return bytes.Length;
            }

            _afterReturn = rest[end] == '\r';
            taken += end + 1;
            payload = Line(rest[..end]);
        }

        return taken;
    }

    /// <summary>The last line of JSON lines, where it has no end. A server-sent event without its blank line is none.</summary>
    public ReadOnlySpan<byte> Complete() => _line.WrittenCount > 0 ? Line([]) : [];

    private void Begin(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOfAnyExcept(" \t\r\n"u8);
        _hasBegun = first >= 0;
        if (_hasBegun && bytes[first] == '[')
            _array = new ArrayReader(longest);
    }

    private ReadOnlySpan<byte> Line(ReadOnlySpan<byte> line)
    {
        if (_line.WrittenCount > 0)
        {
            Keep(_line, line);
            line = _line.WrittenSpan;
            _line.ResetWrittenCount();
        }

        if (line.StartsWith("\uFEFF"u8))
            line = line[3..];
        if (line.IsEmpty)
            return Dispatch();
        if (line[0] is (byte)'{' or (byte)'[')
            return line;
        if (line.StartsWith("data"u8) && (line.Length == 4 || line[4] == ':'))
            AddData(line[Math.Min(line.Length, 5)..]);
        return [];
    }

    private void AddData(ReadOnlySpan<byte> data)
    {
        if (!data.IsEmpty && data[0] == ' ')
            data = data[1..];
        if (!_hasData)
            _data.ResetWrittenCount();
        else
            _data.Write("\n"u8);
        _hasData = true;
        Keep(_data, data);
    }

    private ReadOnlySpan<byte> Dispatch()
    {
        if (!_hasData)
            return [];
        _hasData = false;
        return _data.WrittenSpan;
    }

    private void Keep(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > longest - buffer.WrittenCount)
            throw new StreamFormatException($"an event of the stream is longer than {longest} bytes");
        buffer.Write(bytes);
    }
}
