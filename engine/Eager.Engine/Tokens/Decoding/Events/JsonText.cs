using System.Buffers;
using System.Text.Json;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>Where a string stands in a payload, so that it can be read once all is known about its event.</summary>
internal readonly struct JsonText
{
    private readonly bool _escaped;

    private JsonText(int start, int length, bool escaped) => (Start, Length, _escaped) = (start, length, escaped);

    /// <summary>True where there is a string, be it empty.</summary>
    public bool Exists => Start > 0;

    /// <summary>Offset of its first byte, behind the quote.</summary>
    public int Start { get; }

    /// <summary>Bytes between its quotes.</summary>
    public int Length { get; }

    /// <summary>The value the reader stands on; none where it is no string.</summary>
    public static JsonText Of(in Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? new JsonText((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped)
        : default;

    /// <summary>A string that is known to stand at an offset, behind its quote.</summary>
    public static JsonText At(int start, int length, bool escaped) => new(start, length, escaped);

    /// <summary>The string as UTF-8. The scratch buffer is used where it has escapes.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> scratch)
    {
        if (!Exists)
            return [];
        var raw = payload.Slice(Start, Length);
        if (!_escaped)
            return raw;
        scratch.ResetWrittenCount();
        var reader = new Utf8JsonReader(payload.Slice(Start - 1, Length + 2));
        reader.Read();
        scratch.Advance(reader.CopyString(scratch.GetSpan(Length)));
        return scratch.WrittenSpan;
    }

    /// <summary>True where the string is exactly this, escapes resolved.</summary>
    public bool Is(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> text)
    {
        if (!Exists)
            return false;
        var raw = payload.Slice(Start, Length);
        if (!_escaped)
            return raw.SequenceEqual(text);
        var reader = new Utf8JsonReader(payload.Slice(Start - 1, Length + 2));
        reader.Read();
        return reader.ValueTextEquals(text);
    }
}
