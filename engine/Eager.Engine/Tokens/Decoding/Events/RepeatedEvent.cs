using System.Buffers;
using System.Text.Json;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>
/// Knows an event again that differs from the last one in a single string, as nearly all deltas of a call do. What stands before and behind the string
/// decides what the event says of it; so where both are the same, and one JSON string is all that is between, the rest need not be read again.
/// </summary>
internal sealed class RepeatedEvent
{
    private readonly ArrayBufferWriter<byte> _before = new(256);
    private readonly ArrayBufferWriter<byte> _behind = new(64);

    /// <summary>Which call the string belongs to.</summary>
    public int Call { get; private set; }

    /// <summary>Keeps an event that says nothing but the string.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="text">Where the string stands.</param>
    /// <param name="call">Which call it belongs to.</param>
    public void Keep(ReadOnlySpan<byte> payload, JsonText text, int call)
    {
        Forget();
        _before.Write(payload[..text.Start]);
        _behind.Write(payload[(text.Start + text.Length)..]);
        Call = call;
    }

    public void Forget()
    {
        _before.ResetWrittenCount();
        _behind.ResetWrittenCount();
    }

    /// <summary>The string, where the event is the kept one but for it; else none.</summary>
    public JsonText Find(ReadOnlySpan<byte> payload)
    {
        var length = payload.Length - _before.WrittenCount - _behind.WrittenCount;
        if (_before.WrittenCount == 0 || length < 0 || !payload.StartsWith(_before.WrittenSpan) || !payload.EndsWith(_behind.WrittenSpan))
            return default;
        var quoted = payload.Slice(_before.WrittenCount - 1, length + 2);
        var reader = new Utf8JsonReader(quoted);
        try
        {
            return reader.Read() && reader.BytesConsumed == quoted.Length ? JsonText.At(_before.WrittenCount, length, reader.ValueIsEscaped) : default;
        }
        catch (JsonException)
        {
            return default; // whoever reads all of it says what is wrong
        }
    }
}
