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
    [InlineData("function_call", null)]
    [InlineData("content_filter", "the model stopped early: content_filter")]
    [InlineData("error", "the model stopped early: error")]
    [InlineData("", "the model stopped early: ")]
    public void Chat_completion_should_be_judged_by_its_finish_reason(string reason, string? cutOff) =>
        Assert.Equal(new Decoded("a = 1\n", cutOff), Decoded.AtEverySplit(
            Format(StreamFormat.OpenAIChat),
            Lines(ChatCall("{\"code\":\"a = 1\"}"), "{\"choices\":[{\"finish_reason\":\"" + reason + "\",\"index\":0,\"delta\":{}}]}")));

    [Theory]
    [InlineData("{\"type\":\"response.completed\",\"response\":{}}", null)]
    [InlineData("{\"response\":{\"incomplete_details\":{\"reason\":\"max_output_tokens\"}},\"type\":\"response.incomplete\"}", "the model stopped early: max_output_tokens")]
    [InlineData("{\"response\":{\"incomplete_details\":{\"reason\":\"content_filter\"}},\"type\":\"response.incomplete\"}", "the model stopped early: content_filter")]
    [InlineData("{\"response\":{\"incomplete_details\":null},\"type\":\"response.incomplete\"}", "the model stopped early")]
    [InlineData("{\"type\":\"response.cancelled\"}", "the provider reports an error")]
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
    [InlineData("pause_turn", "the model stopped early: pause_turn")]
    [InlineData("model_context_window_exceeded", "the model stopped early: model_context_window_exceeded")]
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
    [InlineData("RECITATION", "the model stopped early: RECITATION")]
    [InlineData("MALFORMED_FUNCTION_CALL", "the model stopped early: MALFORMED_FUNCTION_CALL")]
    [InlineData("FINISH_REASON_UNSPECIFIED", "the model stopped early: FINISH_REASON_UNSPECIFIED")]
    public void Candidate_should_be_judged_by_its_finish_reason(string reason, string? cutOff) =>
        Assert.Equal(new Decoded("a = 1\nb = '2'\n", cutOff), Decoded.AtEverySplit(
            Format(StreamFormat.Gemini),
            Lines(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"```python\\nno\\n```\",\"thought\":true},{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"a = 1\"}}]}}]}",
                "{\"candidates\":[{\"finishReason\":\"" + reason + "\",\"content\":{\"parts\":[{\"functionCall\":{\"args\":{\"n\":[1],\"code\":\"b = '2'\"},\"name\":\"run\"}}]}}]}")));

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
    [InlineData("[{\"candidates\":[{\"content\":{\"parts\":[{\"executableCode\":{\"code\":\"a = [']}', '\\\"{']\"}}]}}]},{\"candidates\":[{\"finishReason\":\"STOP\"}]}]")]
    [InlineData("\n [ {\n  \"candidates\": [\n {\"content\": {\"parts\": [{\n\"executableCode\": {\"code\": \"a = [']}', '\\\"{']\"}}]}} ] }\r\n,\r\n{\"candidates\":\n[{\"finishReason\":\"STOP\"}]}\n]\n")]
    public void Array_of_events_should_be_read_however_it_is_laid_out(string stream)
    {
        var expected = new Decoded("a = [']}', '\"{']\n", null);
        Assert.Equal(expected, Decoded.AtEverySplit(Format(StreamFormat.Gemini), stream));
        Assert.Equal(expected, Decoded.AtEverySplit(Format(StreamFormat.Auto), stream));
    }

    [Theory]
    [InlineData("[{\"candidates\":[]}]")]
    [InlineData("[{\"candidates\":[{\"content\":{\"parts\":[{\"executableCode\":{\"code\":\"a\"}}]}}]},{\"candi")]
    public void Array_that_ends_without_a_finish_reason_should_be_cut_off(string stream) =>
        Assert.Equal("the stream ends without the provider's end", Decoded.AtEverySplit(Format(StreamFormat.Gemini), stream).CutOff);

    [Theory]
    [InlineData("[{},1]")]
    [InlineData("[{}]x")]
    [InlineData("[[{}]]")]
    [InlineData("[{\"candidates\":]}")]
    public void Malformed_array_should_be_refused(string stream) =>
        Assert.Throws<StreamFormatException>(() => Decoded.Whole(Format(StreamFormat.Gemini), stream));

    [Theory]
    [InlineData("data: {\"choices\":[\n\n")]
    [InlineData("{not json}\n")]
    [InlineData("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\ud834\"}}]}\n")]
    [InlineData("[1]\n")]
    [InlineData("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"code\\\":\\\"\\\\q\"}}]}}]}\n")]
    public void Malformed_events_should_be_refused(string stream) =>
        Assert.Throws<StreamFormatException>(() => Decoded.Whole(Format(StreamFormat.OpenAIChat), stream));

    [Fact]
    public void Event_without_end_should_be_refused() =>
        Assert.Throws<StreamFormatException>(() => Decoded.From(
            Format(StreamFormat.OpenAIChat) with { EventBytes = 1000 }, "data: " + new string('x', 5000), _ => 100));

    private static string ChatEnd => "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

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
