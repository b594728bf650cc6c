using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

/// <summary>Deltas of chat completions that differ in one string, and events that only look as if they did.</summary>
public sealed class RepeatedEventTests
{
    private const string Opening =
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\\\"\"}}]}}]}\n\n";

    private const string Closing = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n";

    [Theory]
    [InlineData("a\n", "a")]
    [InlineData("ab\n", "a", "b")]
    [InlineData("a\"\n\tb\n", "a", "\\\\\\\"\\\\n", "\\\\tb")]
    [InlineData("aé\U0001F600\n", "a", "\\u00e9", "\U0001F600")]
    [InlineData("ab\n", "a", "", "b")]
    [InlineData("a🙂b\n", "a", "\\\\ud83d", "\\\\ude42", "b")]
    public void Strings_should_be_read_as_in_any_other_event(string code, params string[] deltas) =>
        Assert.Equal(new Decoded(code, null), Decoded.AtEverySplit(Options, Opening + string.Concat(deltas.Select(Delta)) + Delta("\\\"}") + Closing));

    [Fact]
    public void Event_should_be_read_whole_when_its_string_ends_before_the_others_do() =>
        Assert.Equal(
            new Decoded("ab", "the model stopped early: length"),
            Decoded.AtEverySplit(Options, Opening + Delta("a") + Delta("b\"}}]},\"finish_reason\":\"length\"}],\"x\":[{\"x\":{\"x\":[{\"x\":{\"x\":\"") + Delta("c")));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\\qb")]
    [InlineData("a\\")]
    [InlineData("\\ud83d")]
    public void Event_should_be_refused_when_its_string_is_none(string delta) =>
        Assert.Throws<StreamFormatException>(() => Decoded.Whole(Options, Opening + Delta("a") + Delta(delta) + Delta("b")));

    [Fact]
    public void Call_should_be_that_of_the_index_when_another_has_begun_with_it_meanwhile() =>
        Assert.Equal(
            new Decoded("a\nb\n", null),
            Decoded.AtEverySplit(Options, Opening + Delta("a") + Delta("\\\"}") + Opening.Replace("\"c\"", "\"d\"", StringComparison.Ordinal) + Delta("b") + Delta("\\\"}") + Closing));

    private static DecodingOptions Options => new() { Format = StreamFormat.OpenAIChat, Languages = ["python"] };

    private static string Delta(string text) => "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + text + "\"}}]}}]}\n\n";
}
