using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

/// <summary>How each provider says that an answer is over, and what that means for the program in it.</summary>
public sealed class EndingTests
{
    [Theory]
    [InlineData("stop", null)]
    [InlineData("tool_calls", null)]
    [InlineData("length", "the model stopped early: length")]
    [InlineData("content_filter", "the model stopped early: content_filter")]
    public void Chat_completion_should_be_judged_by_its_finish_reason(string reason, string? cutOff) =>
        Assert.Equal(new Decoded("a = 1\n", cutOff), Decoded.AtEverySplit(
            Format(StreamFormat.OpenAIChat),
            Lines(ChatCall("{\"code\":\"a = 1\"}"), "{\"choices\":[{\"finish_reason\":\"" + reason + "\",\"index\":0,\"delta\":{}}]}")));

    [Theory]
    [InlineData("{\"type\":\"response.completed\",\"response\":{}}", null)]
    [InlineData("{\"response\":{\"incomplete_details\":{\"reason\":\"max_output_tokens\"}},\"type\":\"response.incomplete\"}", "the model stopped early: max_output_tokens")]
    [InlineData("{\"type\":\"response.failed\"}", "the provider reports an error")]
    [InlineData("{\"type\":\"error\",\"message\":\"overloaded\"}", "the provider reports an error")]
    public void Response_should_be_judged_by_its_last_event(string last, string? cutOff) =>
        Assert.Equal(new Decoded("a = 1\n", cutOff), Decoded.AtEverySplit(Format(StreamFormat.OpenAIResponses), Lines(ResponseCall("a = 1", "a = 1"), last)));

    [Theory]
    [InlineData("tool_use", null)]
    [InlineData("end_turn", null)]
    [InlineData("stop_sequence", null)]
    [InlineData("max_tokens", "the model stopped early: max_tokens")]
    [InlineData("refusal", "the model stopped early: refusal")]
    public void Message_should_be_judged_by_its_stop_reason(string reason, string? cutOff) =>
        Assert.Equal(new Decoded("a = 1\n", cutOff), Decoded.AtEverySplit(
            Format(StreamFormat.Anthropic),
            Lines(
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"name\":\"run\",\"input\":{}}}",
                "{\"index\":1,\"delta\":{\"partial_json\":\"{\\\"code\\\":\\\"a = 1\\\"}\",\"type\":\"input_json_delta\"},\"type\":\"content_block_delta\"}",
                "{\"type\":\"content_block_stop\",\"index\":1}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason + "\"}}")));

    [Theory]
    [InlineData("STOP", null)]
    [InlineData("MAX_TOKENS", "the model stopped early: MAX_TOKENS")]
    [InlineData("SAFETY", "the model stopped early: SAFETY")]
    public void Candidate_should_be_judged_by_its_finish_reason(string reason, string? cutOff) =>
        Assert.Equal(new Decoded("a = 1\nb = '2'\n", cutOff), Decoded.AtEverySplit(
            Format(StreamFormat.Gemini),
            Lines(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"```python\\nno\\n```\",\"thought\":true},{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"a = 1\"}}]}}]}",
                "{\"candidates\":[{\"finishReason\":\"" + reason + "\",\"content\":{\"parts\":[{\"functionCall\":{\"args\":{\"n\":[1],\"code\":\"b = '2'\"},\"name\":\"run\"}}]}}]}")));

    [Fact]
    public void Final_text_that_differs_should_be_an_error_and_never_run() =>
        Assert.Equal(
            new Decoded("a = 1\n", "the call's final text differs from what was streamed"),
            Decoded.AtEverySplit(Format(StreamFormat.OpenAIResponses), Lines(ResponseCall("a = 1\n", "a = 2\n"), "{\"type\":\"response.completed\"}")));

    [Fact]
    public void Whole_text_without_deltas_should_be_the_program() =>
        Assert.Equal(
            new Decoded("a = 2\n", null),
            Decoded.AtEverySplit(Format(StreamFormat.OpenAIResponses), Lines(ResponseCall("", "a = 2\n"), "{\"type\":\"response.completed\"}")));

    [Fact]
    public void Several_calls_should_be_one_program_and_other_tools_none() =>
        Assert.Equal(
            new Decoded("a\nb\n", null),
            Decoded.AtEverySplit(Format(StreamFormat.OpenAIChat) with { Tool = "run" }, Lines(
                ChatCall("{\"code\":\"a\"}"), ChatCall("{\"code\":\"no\"}", 1, "search"), ChatCall("{\"code\":\"b\"}", 2), ChatEnd)));

    [Fact]
    public void Calls_that_are_mixed_should_not_be_whole() =>
        Assert.Equal("the arguments of the tool call break off", Decoded.AtEverySplit(
            Format(StreamFormat.OpenAIChat),
            Lines(ChatCall("{\"code\":\"a", 0), ChatCall("{\"code\":\"b", 1), ChatCall("\"}", 0), ChatEnd)).CutOff);

    [Fact]
    public void Call_that_is_taken_up_again_should_be_refused() =>
        Assert.Throws<StreamFormatException>(() => Decoded.Whole(
            Format(StreamFormat.OpenAIChat), Lines(ChatCall("{\"code\":\"a\"}", 0), ChatCall("{\"code\":\"b\"}", 1), ChatCall("{}", 0), ChatEnd)));

    [Fact]
    public void Fences_in_the_text_should_be_the_program_where_that_is_asked_for() =>
        Assert.Equal(
            new Decoded("a\n", null),
            Decoded.AtEverySplit(Format(StreamFormat.OpenAIChat) with { Place = CodePlace.Text }, Lines(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Here:\\n```python\\na\\n``\"}}]}",
                "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"another choice\"}},{\"index\":0,\"delta\":{\"content\":\"`\\nDone.\"}}]}",
                ChatCall("{\"code\":\"no\"}"),
                ChatEnd)));

    [Fact]
    public void Older_function_call_should_be_understood() =>
        Assert.Equal(
            new Decoded("a\n", null),
            Decoded.AtEverySplit(Format(StreamFormat.OpenAIChat), Lines(
                "{\"choices\":[{\"index\":0,\"delta\":{\"function_call\":{\"name\":\"python\",\"arguments\":\"{\\\"co\"}}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"function_call\":{\"arguments\":\"de\\\":\\\"a\\\"}\"}}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"function_call\"}]}")));

    [Theory]
    [InlineData("data: {\"choices\":[{\"index\":0\ndata: ,\"delta\":{\"content\":\"```\\na\\n\"}}]}\n\n")]
    [InlineData(": comment\r\nevent: x\r\ndata:{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"```\\na\\n\"}}]}\r\n\r\n")]
    [InlineData("\uFEFFid: 1\rdata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"```\\na\\n\"}}]}\r\r")]
    public void Server_sent_events_should_be_read_however_their_lines_end(string carried) =>
        Assert.Equal(
            new Decoded("a\n", null),
            Decoded.AtEverySplit(Format(StreamFormat.OpenAIChat) with { Place = CodePlace.Text }, carried + "data: " + ChatEnd + "\n\ndata: [DONE]\n\n"));

    [Theory]
    [InlineData("data: {\"choices\":[\n\n")]
    [InlineData("{not json}\n")]
    [InlineData("[1]\n")]
    [InlineData("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"code\\\":\\\"\\\\q\"}}]}}]}\n")]
    public void Malformed_events_should_be_refused(string stream) =>
        Assert.Throws<StreamFormatException>(() => Decoded.Whole(Format(StreamFormat.OpenAIChat), stream));

    [Fact]
    public void Event_without_end_should_be_refused() =>
        Assert.Throws<StreamFormatException>(() => Decoded.From(
            Format(StreamFormat.OpenAIChat) with { EventBytes = 1000 }, "data: " + new string('x', 5000), _ => 100));

    [Fact]
    public void Arbitrary_bytes_should_end_in_a_verdict_or_be_refused()
    {
        var formats = Enum.GetValues<StreamFormat>();
        var random = new Random(1);
        for (var round = 0; round < 3000; round++)
        {
            var stream = Mutated(random);
            try
            {
                Decoded.From(Format(formats[round % formats.Length]), stream, _ => random.Next(1, 9));
            }
            catch (StreamFormatException)
            {
                // Refused.
            }
        }
    }

    private static string ChatEnd => "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private static byte[] Mutated(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(Lines(
            ChatCall("{\"code\":\"a\\n\\u00e9\"}"), ResponseCall("a", "a"), "data: x\n\n", "```python\na\n```", "<code>a</code>", ChatEnd));
        for (var i = random.Next(20); i > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        var start = random.Next(bytes.Length);
        return bytes[start..];
    }

    private static DecodingOptions Format(StreamFormat format) => new() { Format = format, Languages = ["python"] };

    private static string Lines(params string[] events) => string.Concat(events.Select(line => line + "\n"));

    private static string ChatCall(string arguments, int index = 0, string name = "run") =>
        "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"c\",\"index\":" + index + ",\"function\":{\"arguments\":" + JsonSerializer.Serialize(arguments)
        + ",\"name\":\"" + name + "\"}}]},\"index\":0,\"finish_reason\":null}]}";

    private static string ResponseCall(string streamed, string whole) => Lines(
        "{\"type\":\"response.output_item.added\",\"output_index\":1,\"item\":{\"type\":\"custom_tool_call\",\"name\":\"run\"}}",
        "{\"type\":\"response.custom_tool_call_input.delta\",\"output_index\":1,\"delta\":" + JsonSerializer.Serialize(streamed) + "}",
        "{\"type\":\"response.custom_tool_call_input.done\",\"input\":" + JsonSerializer.Serialize(whole) + ",\"output_index\":1}").TrimEnd('\n');
}
