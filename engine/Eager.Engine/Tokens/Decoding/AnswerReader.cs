using System.Text.Json;
using Eager.Engine.Tokens.Decoding.Events;

namespace Eager.Engine.Tokens.Decoding;

/// <summary>Reads a provider's stream of events, cut anywhere. The answer is over when the provider says so; a stream that just ends was broken off.</summary>
public sealed class AnswerReader
{
    private readonly EventReader _reader;
    private readonly IProviderEvents _provider;
    private readonly IAnswerSink _sink;

    internal AnswerReader(EventReader reader, IProviderEvents provider, IAnswerSink sink) => (_reader, _provider, _sink) = (reader, provider, sink);

    /// <summary>Reads the next bytes.</summary>
    /// <exception cref="StreamFormatException">They are not what the format allows. The reader is of no further use.</exception>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_sink.IsOver)
        {
            bytes = bytes[_reader.Read(bytes, out var payload)..];
            ReadPayload(payload);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete()
    {
        try
        {
            if (!_sink.IsOver)
                ReadPayload(_reader.Complete());
        }
        catch (StreamFormatException)
        {
            // A last line without its end, which was cut off.
        }

        if (!_sink.IsOver)
            _sink.Finish("the stream ends without the provider's end");
    }

    private void ReadPayload(ReadOnlySpan<byte> payload)
    {
        payload = payload.Trim(" \t"u8);
        if (payload.IsEmpty)
            return;
        if (payload.SequenceEqual("[DONE]"u8))
        {
            _sink.Finish("the stream ends without a finish reason");
            return;
        }

        try
        {
            _provider.Read(payload);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The reader looks at the bytes of a string only when it is read: half of a surrogate pair, bytes that are no UTF-8.
            throw new StreamFormatException("an event of the stream is not JSON", exception);
        }
    }
}
