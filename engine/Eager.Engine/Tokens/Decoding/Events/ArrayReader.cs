using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>Cuts a stream that is one JSON array into its objects. The text may be laid out in any way and cut anywhere.</summary>
internal sealed class ArrayReader(int longest)
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\"u8);

    private readonly ArrayBufferWriter<byte> _element = new(4096);
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _isOver;

    /// <summary>Takes bytes up to the end of the next object and returns how many.</summary>
    /// <param name="bytes">What arrived, from the array's first bracket.</param>
    /// <param name="payload">The object where one is complete, else empty; good until the next call.</param>
    /// <exception cref="StreamFormatException">It is no array of objects, or an object is longer than allowed.</exception>
    public int Read(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload)
    {
        if (_depth <= 1)
            _element.ResetWrittenCount();
        payload = default;
        var taken = 0;
        while (taken < bytes.Length)
        {
            if (_depth <= 1)
            {
                Step(bytes[taken]);
                if (_depth == 2)
                    Keep(bytes.Slice(taken, 1));
                taken++;
                continue;
            }

            var piece = bytes.Slice(taken, _inString ? StringPiece(bytes[taken..]) : StructurePiece(bytes[taken..]));
            Keep(piece);
            taken += piece.Length;
            if (_depth == 1)
            {
                payload = _element.WrittenSpan;
                break;
            }
        }

        return taken;
    }

    /// <summary>Between the objects.</summary>
    private void Step(byte next)
    {
        if (next is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            return;
        if (_isOver)
            throw new StreamFormatException("the stream goes on behind the end of its array");
        switch (next)
        {
            case (byte)'[' when _depth == 0:
                _depth = 1;
                break;
            case (byte)']' when _depth == 1:
                (_depth, _isOver) = (0, true);
                break;
            case (byte)'{' when _depth == 1:
                _depth = 2;
                break;
            case (byte)',' when _depth == 1:
                break;
            default:
                throw new StreamFormatException("an event of the stream is no JSON object");
        }
    }

    private int StringPiece(ReadOnlySpan<byte> bytes)
    {
        if (_escaped)
        {
            _escaped = false;
            return 1;
        }

        var end = bytes.IndexOfAny(InString);
        if (end < 0)
            return bytes.Length;
        _escaped = bytes[end] == '\\';
        _inString = _escaped;
        return end + 1;
    }

    private int StructurePiece(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny(Structure);
        if (end < 0)
            return bytes.Length;
        if (bytes[end] == '"')
            _inString = true;
        else
            _depth += bytes[end] is (byte)'{' or (byte)'[' ? 1 : -1;
        return end + 1;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > longest - _element.WrittenCount)
            throw new StreamFormatException($"an event of the stream is longer than {longest} bytes");
        _element.Write(bytes);
    }
}
