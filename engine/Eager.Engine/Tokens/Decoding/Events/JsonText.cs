using System.Buffers;
using System.Text.Json;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>Where a string stands in a payload, so that it can be read once all is known about its event.</summary>
internal readonly struct JsonText
{
    private readonly int _start;
    private readonly int _length;
    private readonly bool _escaped;

    private JsonText(int start, int length, bool escaped) => (_start, _length, _escaped) = (start, length, escaped);

    /// <summary>True where there is a string, be it empty.</summary>
    public bool Exists => _start > 0;

    /// <summary>The value the reader stands on; none where it is no string.</summary>
    public static JsonText Of(in Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? new JsonText((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped)
        : default;

    /// <summary>The string as UTF-8. The scratch buffer is used where it has escapes.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> scratch)
    {
        if (!Exists)
            return [];
        var raw = payload.Slice(_start, _length);
        if (!_escaped)
            return raw;
        scratch.ResetWrittenCount();
        var reader = new Utf8JsonReader(payload.Slice(_start - 1, _length + 2));
        reader.Read();
        scratch.Advance(reader.CopyString(scratch.GetSpan(_length)));
        return scratch.WrittenSpan;
    }

    /// <summary>True where the string is exactly this, escapes resolved.</summary>
    public bool Is(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> text)
    {
        if (!Exists)
            return false;
        var raw = payload.Slice(_start, _length);
        if (!_escaped)
            return raw.SequenceEqual(text);
        var reader = new Utf8JsonReader(payload.Slice(_start - 1, _length + 2));
        reader.Read();
        return reader.ValueTextEquals(text);
    }
}
