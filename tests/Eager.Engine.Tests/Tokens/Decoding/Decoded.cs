using System.Buffers;
using System.Text;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

/// <summary>What a decoder made of a stream.</summary>
internal sealed record Decoded(string Code, string? CutOff)
{
    public static Decoded From(DecodingOptions options, string stream, Func<int, int> step) => From(options, Encoding.UTF8.GetBytes(stream), step);

    /// <summary>Feeds pieces whose lengths <paramref name="step"/> gives for the offsets at which they begin.</summary>
    public static Decoded From(DecodingOptions options, ReadOnlySpan<byte> stream, Func<int, int> step)
    {
        var code = new ArrayBufferWriter<byte>();
        var decoder = StreamDecoders.Create(options);
        for (var at = 0; at < stream.Length && decoder.Verdict is null;)
        {
            var length = Math.Min(step(at), stream.Length - at);
            decoder.Decode(stream.Slice(at, length), code);
            at += length;
        }

        if (decoder.Verdict is null)
            decoder.Complete(code);
        return new Decoded(Encoding.UTF8.GetString(code.WrittenSpan), decoder.Verdict!.Value.CutOff);
    }

    public static Decoded Whole(DecodingOptions options, string stream) => From(options, stream, _ => int.MaxValue);

    /// <summary>What every way to cut the stream gives, which must be one.</summary>
    public static Decoded AtEverySplit(DecodingOptions options, string stream)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        var whole = From(options, bytes, _ => int.MaxValue);
        Assert.Equal(whole, From(options, bytes, _ => 1));
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var first = cut;
            Assert.Equal(whole, From(options, bytes, at => at == 0 ? first : int.MaxValue));
        }

        return whole;
    }
}
