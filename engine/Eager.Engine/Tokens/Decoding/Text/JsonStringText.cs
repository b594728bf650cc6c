using System.Buffers;
using System.Text;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>
/// The inside of a JSON string (RFC 8259, 7), cut anywhere, as UTF-8. Control characters are taken as they stand, as many models send them; a lone
/// surrogate becomes U+FFFD, because no UTF-8 text can hold one.
/// </summary>
internal struct JsonStringText
{
    private Part _part;
    private byte _digits;
    private char _unit;
    private char _high;

    public JsonStringText() => Last = (byte)'\n';

    private enum Part : byte
    {
        Plain,
        Escape,
        Unicode,
    }

    /// <summary>The last byte that was written; a newline before the first.</summary>
    public byte Last { get; private set; }

    /// <summary>Decodes up to the closing quote and returns how many bytes it took; the quote is the last of them where <paramref name="closed"/>.</summary>
    /// <exception cref="StreamFormatException">An escape is none of JSON's.</exception>
    public int Decode(ReadOnlySpan<byte> text, IBufferWriter<byte> output, out bool closed)
    {
        closed = false;
        var taken = 0;
        while (taken < text.Length && !closed)
        {
            if (_part == Part.Plain)
            {
                var rest = text[taken..];
                var special = rest.IndexOfAny((byte)'"', (byte)'\\');
                var plain = special < 0 ? rest : rest[..special];
                Write(plain, output);
                taken += plain.Length;
                if (special < 0)
                    return taken;
            }

            closed = Add(text[taken++], output);
        }

        return taken;
    }

    private void Write(ReadOnlySpan<byte> plain, IBufferWriter<byte> output)
    {
        if (plain.IsEmpty)
            return;
        GiveUpHigh(output);
        output.Write(plain);
        Last = plain[^1];
    }

    private bool Add(byte next, IBufferWriter<byte> output)
    {
        switch (_part)
        {
            case Part.Plain when next == '"':
                GiveUpHigh(output);
                return true;
            case Part.Plain:
                _part = Part.Escape;
                return false;
            case Part.Escape when next == 'u':
                (_part, _digits, _unit) = (Part.Unicode, 0, '\0');
                return false;
            case Part.Escape:
                _part = Part.Plain;
                GiveUpHigh(output);
                Put(Unescaped(next), output);
                return false;
            default:
                AddDigit(next, output);
                return false;
        }
    }

    private void AddDigit(byte next, IBufferWriter<byte> output)
    {
        if (!char.IsAsciiHexDigit((char)next))
            throw new StreamFormatException("a \\u escape in a JSON string has a digit that is none");
        _unit = (char)((_unit << 4) | (next <= (byte)'9' ? next - '0' : (next | 0x20) - 'a' + 10));
        if (++_digits < 4)
            return;
        _part = Part.Plain;
        if (_high != 0 && char.IsLowSurrogate(_unit))
        {
            Put(new Rune(_high, _unit), output);
            _high = '\0';
            return;
        }

        GiveUpHigh(output);
        if (char.IsHighSurrogate(_unit))
            _high = _unit;
        else
            Put(Rune.TryCreate(_unit, out var rune) ? rune : Rune.ReplacementChar, output);
    }

    private void GiveUpHigh(IBufferWriter<byte> output)
    {
        if (_high == 0)
            return;
        _high = '\0';
        Put(Rune.ReplacementChar, output);
    }

    private void Put(Rune rune, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(4);
        var length = rune.EncodeToUtf8(span);
        Last = span[length - 1];
        output.Advance(length);
    }

    private static Rune Unescaped(byte escape) => escape switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => new Rune(escape),
        (byte)'n' => new Rune('\n'),
        (byte)'t' => new Rune('\t'),
        (byte)'r' => new Rune('\r'),
        (byte)'b' => new Rune('\b'),
        (byte)'f' => new Rune('\f'),
        _ => throw new StreamFormatException("a JSON string has an escape that is none"),
    };
}
