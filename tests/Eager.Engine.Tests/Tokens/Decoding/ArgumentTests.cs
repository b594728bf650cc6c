using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Tokens.Decoding.Text;

namespace Eager.Engine.Tests.Tokens.Decoding;

public sealed class ArgumentTests
{
    private static readonly DecodingOptions Chat = new() { Format = StreamFormat.OpenAIChat };

    /// <summary>Text of all planes, lone surrogates left out: no UTF-8 text can hold one.</summary>
    private static readonly Gen<string> AnyText =
        Gen.OneOf(Gen.Int[0, 0x7F], Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0xFFFF], Gen.Int[0x10000, 0x10FFFF], Gen.Int[9, 13], Gen.Const(34), Gen.Const(92))
            .Array[0, 40].Select(values => string.Concat(values.Select(value => new Rune(value).ToString())));

    [Fact]
    public void Any_text_should_come_back_from_any_legal_escaping_at_any_split() =>
        Gen.Select(AnyText, Gen.Int[0, int.MaxValue], Gen.Int[1, 9]).Sample((text, seed, step) =>
        {
            var random = new Random(seed);
            var json = $"{{ \"timeout\" : [1, {{\"code\":\"no\"}}, \"}}\\\"\"],\"code\":\"{Escaped(text, random)}\", \"z\":null }}";
            Assert.Equal(text, JsonDocument.Parse(json).RootElement.GetProperty("code").GetString());
            var decoded = new Decoder().Decode(json, () => random.Next(1, step + 1));
            Assert.Equal(WithNewline(text), decoded);
        }, iter: 2000);

    [Theory]
    [InlineData("""{"code":"a"}""", "a\n")]
    [InlineData("""{"\u0063ode":"a\\n\u00e9\ud834\udd1e\/\b\f"}""", "a\\né𝄞/\b\f\n")]
    [InlineData("""{"other":"code","source":"b"}""", "b\n")]
    [InlineData("""{"code":null,"script":"c\n"}""", "c\n")]
    [InlineData("""{"code":"first","python":"second"}""", "first\n")]
    [InlineData("""{"code":"\ud800x\udc00\ud834\n"}""", "\uFFFDx\uFFFD\uFFFD\n")]
    [InlineData("{\"code\":\"raw\nnewline\"}", "raw\nnewline\n")]
    [InlineData("\"print(1)\"", "print(1)\n")]
    [InlineData("print({'a': 1})\n", "print({'a': 1})\n")]
    [InlineData("""{"nothing":"here"}""", "")]
    [InlineData("{}", "")]
    public void Arguments_should_give_their_code(string arguments, string code) =>
        Assert.Equal(code, new Decoder().Decode(arguments, () => 1));

    [Theory]
    [InlineData("""{"code":"\x41"}""")]
    [InlineData("""{"code":"\u12G4"}""")]
    [InlineData("""{"code":"a"} more""")]
    [InlineData("""{code:"a"}""")]
    [InlineData("""{"code" "a"}""")]
    public void Arguments_that_are_wrong_should_be_refused(string arguments) =>
        Assert.Throws<StreamFormatException>(() => new Decoder().Decode(arguments, () => 1));

    [Fact]
    public void Arguments_nested_without_end_should_be_refused() =>
        Assert.Throws<StreamFormatException>(() => new Decoder().Decode("{\"a\":" + new string('[', 100_000), () => 100));

    [Theory]
    [InlineData("""{"code":"a""")]
    [InlineData("""{"code":"a\""")]
    [InlineData("""{"code":"a" """)]
    public void Arguments_that_break_off_should_not_be_whole(string arguments)
    {
        var text = JsonSerializer.Serialize(arguments);
        var stream = "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"run\",\"arguments\":" + text + "}}]}}]}\n"
            + "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n";
        Assert.Equal("the arguments of the tool call break off", Decoded.AtEverySplit(Chat, stream).CutOff);
    }

    [Theory]
    [InlineData("""{"code":"a","b":[1]}""", "a\n", null)]
    [InlineData("""{"code":"a","b":[1]""", "a\n", "the arguments of the tool call break off")]
    [InlineData("""{"code":"a\n\u00""", "a\n", "the arguments of the tool call break off")]
    [InlineData("""{"other":"a"}""", "", "there is no code in it")]
    [InlineData("print(1)", "print(1)\n", null)]
    public void Arguments_of_one_call_should_be_a_stream_of_their_own(string arguments, string code, string? cutOff) =>
        Assert.Equal(new Decoded(code, cutOff), Decoded.AtEverySplit(new DecodingOptions { Format = StreamFormat.Arguments }, arguments));

    [Fact]
    public void Arguments_of_one_call_should_be_over_with_their_brace()
    {
        var code = new System.Buffers.ArrayBufferWriter<byte>();
        var decoder = StreamDecoders.Create(new DecodingOptions { Format = StreamFormat.Arguments });
        decoder.Decode("""{"code":"a" """u8, code);
        Assert.Null(decoder.Verdict);
        decoder.Decode("}"u8, code);
        Assert.Equal(StreamVerdict.Whole, decoder.Verdict);
        decoder.Decode("x"u8, code);
        Assert.Equal("a\n"u8, code.WrittenSpan);
    }

    private static string WithNewline(string code) => code.EndsWith('\n') ? code : code.Length == 0 ? "" : code + "\n";

    /// <summary>One of the many legal spellings.</summary>
    private static string Escaped(string text, Random random)
    {
        var json = new StringBuilder();
        foreach (var unit in text)
        {
            var must = unit is '"' or '\\' or < ' ' or >= '\uD800' and <= '\uDFFF';
            if (must && unit is '"' or '\\' or '\n' && random.Next(2) == 0)
                json.Append('\\').Append(unit == '\n' ? 'n' : unit);
            else if (must && !char.IsSurrogate(unit) || random.Next(4) == 0 && !char.IsSurrogate(unit))
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            else
                json.Append(unit);
        }

        return random.Next(2) == 0 ? json.ToString() : string.Concat(json.ToString().Select(unit =>
            char.IsSurrogate(unit) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}") : unit.ToString()));
    }

    private sealed class Decoder
    {
        private readonly System.Buffers.ArrayBufferWriter<byte> _code = new();
        private readonly ToolArguments _arguments = new(DecodingOptions.UsualMembers);

        public string Decode(string json, Func<int> step)
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            _arguments.Begin();
            for (var at = 0; at < bytes.Length;)
            {
                var length = Math.Min(step(), bytes.Length - at);
                _arguments.Decode(bytes.AsSpan(at, length), _code);
                at += length;
            }

            Assert.Null(_arguments.Complete(_code));
            return Encoding.UTF8.GetString(_code.WrittenSpan);
        }
    }
}
