using System.Buffers;
using System.Text;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

/// <summary>
/// Whatever arrives, a decoder gives a verdict or refuses it, the same however it is cut, and keeps no more than an event's length. A sample from
/// fixed seeds; with EAGER_FULL=1 many more, from EAGER_SEED or else seeds of the day.
/// </summary>
public sealed class FuzzTests
{
    private const int EventBytes = 1 << 16;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("EAGER_FULL") == "1";

    /// <summary>Things that a stream could repeat for ever.</summary>
    private static readonly string[] Endless =
    [
        new('x', 1000),
        new('[', 1000),
        string.Concat(Enumerable.Repeat("> - ", 250)),
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"run\",\"arguments\":\"x = 1\"}}]}}]}\n\n",
        "{\"type\":\"response.code_interpreter_call_code.delta\",\"output_index\":0,\"delta\":\"x = 1\\n\",\"a\":[[[{}]]]}\n{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"code_interpreter_call\"}}\n",
        "<code>```python\n``` ```\n</code> `` <co \\u00 \"{",
    ];

    public static TheoryData<StreamFormat> Formats => [.. Enum.GetValues<StreamFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Mutated_stream_should_end_in_one_verdict_however_it_is_cut(StreamFormat format)
    {
        var seeds = Seeds().ToArray();
        var first = int.TryParse(Environment.GetEnvironmentVariable("EAGER_SEED"), out var asked) ? asked : IsFull ? Environment.TickCount : 1;
        for (var round = 0; round < (IsFull ? 10_000 : 500); round++)
        {
            var seed = first + round;
            var random = new Random(seed);
            var stream = random.Next(10) == 0 ? Noise(random) : Mutated(seeds[random.Next(seeds.Length)], seeds, random);
            var options = new DecodingOptions
            {
                Format = format,
                Languages = ["python"],
                EventBytes = EventBytes,
                Place = random.Next(4) == 0 ? CodePlace.Text : CodePlace.Calls,
                Tool = random.Next(4) == 0 ? "run" : null,
            };
            var whole = Outcome(options, stream, _ => int.MaxValue);
            Assert.True(whole == Outcome(options, stream, _ => random.Next(1, 1 << random.Next(10))), $"{format} with seed {seed} differs between splits");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Stream_without_end_should_not_fill_the_memory(StreamFormat format)
    {
        var megabytes = IsFull ? 256 : 8;
        foreach (var repeated in Endless)
        {
            var piece = Encoding.UTF8.GetBytes(repeated);
            var decoder = StreamDecoders.Create(new DecodingOptions { Format = format, Languages = ["python"], EventBytes = EventBytes });
            var code = new ArrayBufferWriter<byte>(1 << 20);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                for (var sent = 0L; sent < megabytes << 20 && decoder.Verdict is null; sent += piece.Length)
                {
                    decoder.Decode(piece, code);
                    code.ResetWrittenCount();
                }
            }
            catch (StreamFormatException)
            {
                // Refused, which bounds it as well.
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 << 20);
        }
    }

    private static string Outcome(DecodingOptions options, byte[] stream, Func<int, int> step)
    {
        try
        {
            var (code, cutOff) = Decoded.From(options, stream, step);
            return $"{cutOff}|{code}";
        }
        catch (StreamFormatException)
        {
            return "refused";
        }
    }

    private static IEnumerable<byte[]> Seeds()
    {
        foreach (var file in RecordedStreamTests.Files().Where(file => file.Length > 0))
        {
            var bytes = File.ReadAllBytes(file);
            yield return bytes.Length <= 1 << 15 ? bytes : bytes[..(1 << 15)];
            yield return bytes.Length <= 1 << 15 ? bytes : bytes[^(1 << 15)..];
        }

        foreach (var text in Endless)
            yield return Encoding.UTF8.GetBytes(text);
        yield return Encoding.UTF8.GetBytes("Text\n> 1. ```python\n>    a = \"\\\"\"\n>    ```\n\n- ~~~ py\n  b\n  ~~~\n<execute>c</execute>\n");
        yield return Encoding.UTF8.GetBytes("{\"x\":[1,{\"code\":\"no\"}],\"code\":\"a = '\\u00e9\\ud834\\udd1e\\n'\\n\",\"t\":null}");
        yield return Encoding.UTF8.GetBytes("[{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"id\":\"1\",\"name\":\"run\",\"args\":{\"code\":\"a\"}}}]}}]},\n{\"candidates\":[{\"finishReason\":\"STOP\"}]}]");
    }

    private static byte[] Noise(Random random)
    {
        const string Alphabet = "{}[]\":,\\u0d8 \n\r\t>-*`~<code>/data:tf1";
        return [.. Enumerable.Range(0, random.Next(1, 400)).Select(_ => random.Next(8) == 0 ? (byte)random.Next(256) : (byte)Alphabet[random.Next(Alphabet.Length)])];
    }

    /// <summary>Bytes changed, pieces left out, repeated, swapped in from another stream, and the end cut off.</summary>
    private static byte[] Mutated(byte[] stream, byte[][] others, Random random)
    {
        var bytes = new List<byte>(stream.Length > 4096 ? Window(stream, random) : stream);
        for (var i = random.Next(1, 8); i > 0 && bytes.Count > 1; i--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 64), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)"{}[]\"\\\n:,`>-"[random.Next(12)];
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(at, Window(others[random.Next(others.Length)], random).Take(length));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : 1);
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Window(byte[] stream, Random random)
    {
        var start = random.Next(3) == 0 ? random.Next(stream.Length) : 0;
        return stream[start..Math.Min(stream.Length, start + random.Next(1, 4096))];
    }
}
