using System.Buffers;

namespace Eager.Engine.Tokens.Decoding;

/// <summary>Looks at the beginning of a stream until it is clear what it is, then decodes all of it as that.</summary>
internal sealed class AutoStreamDecoder(DecodingOptions options) : IStreamDecoder
{
    private readonly ArrayBufferWriter<byte> _head = new(4096);
    private IStreamDecoder? _decoder;

    public StreamVerdict? Verdict => _decoder?.Verdict;

    public void Decode(ReadOnlySpan<byte> bytes, IBufferWriter<byte> code)
    {
        if (_decoder is not null)
        {
            _decoder.Decode(bytes, code);
            return;
        }

        if (bytes.Length > options.EventBytes - _head.WrittenCount)
            throw new StreamFormatException($"the first {options.EventBytes} bytes do not show what the stream is");
        _head.Write(bytes);
        Decide(code, atEnd: false);
    }

    public void Complete(IBufferWriter<byte> code)
    {
        if (_decoder is null)
            Decide(code, atEnd: true);
        _decoder!.Complete(code);
    }

    private void Decide(IBufferWriter<byte> code, bool atEnd)
    {
        if (StreamSniffer.Format(_head.WrittenSpan, options, atEnd) is not { } format)
            return;
        _decoder = StreamDecoders.Create(options with { Format = format });
        _decoder.Decode(_head.WrittenSpan, code);
        _head.Clear();
    }
}
