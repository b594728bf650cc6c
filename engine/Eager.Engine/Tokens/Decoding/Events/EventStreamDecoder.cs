using System.Buffers;
using System.Text.Json;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>A stream of a provider's events. It is over when the provider says so; a stream that just ends was broken off.</summary>
internal sealed class EventStreamDecoder(EventReader reader, IProviderEvents provider, Answer answer) : IStreamDecoder
{
    public StreamVerdict? Verdict => answer.Verdict;

    public void Decode(ReadOnlySpan<byte> bytes, IBufferWriter<byte> code)
    {
        answer.Output = code;
        while (!bytes.IsEmpty && answer.Verdict is null)
        {
            bytes = bytes[reader.Read(bytes, out var payload)..];
            Read(payload);
        }
    }

    public void Complete(IBufferWriter<byte> code)
    {
        answer.Output = code;
        try
        {
            if (answer.Verdict is null)
                Read(reader.Complete());
        }
        catch (StreamFormatException)
        {
            // A last line without its end, which was cut off.
        }

        if (answer.Verdict is null)
            answer.Finish("the stream ends without the provider's end");
    }

    private void Read(ReadOnlySpan<byte> payload)
    {
        payload = payload.Trim(" \t"u8);
        if (payload.IsEmpty)
            return;
        if (payload.SequenceEqual("[DONE]"u8))
        {
            answer.Finish("the stream ends without a finish reason");
            return;
        }

        try
        {
            provider.Read(payload);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The reader looks at the bytes of a string only when it is read: half of a surrogate pair, bytes that are no UTF-8.
            throw new StreamFormatException("an event of the stream is not JSON", exception);
        }
    }
}
