using System.Buffers;
using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

/// <summary>Several calls in one answer, and what a provider says of a call behind its deltas.</summary>
public sealed class CallTests
{
    private const string Differs = "the call's final text differs from what was streamed";

    public static TheoryData<StreamFormat> Formats => [StreamFormat.OpenAIChat, StreamFormat.OpenAIResponses, StreamFormat.Anthropic];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Calls_one_behind_the_other_should_be_one_program(StreamFormat format) =>
        Assert.Equal(new Decoded("a\nb\n", null), Decoded.AtEverySplit(
            Options(format), Stream(format, Begin(0), Text(0, "{\"code\":\"a\"}"), End(0), Begin(1), Text(1, "{\"code\":\"b\"}"), End(1))));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Calls_that_are_mixed_should_be_one_program_in_the_order_in_which_they_begin(StreamFormat format) =>
        Assert.Equal(new Decoded("a1\na2\nb1\nb2\nc\n", null), Decoded.AtEverySplit(Options(format), Stream(
            format,
            Begin(0),
            Begin(1),
            Text(1, "{\"code\":\"b1\\n"),
            Text(0, "{\"code\":\"a1\\n"),
            Begin(2),
            Text(2, "{\"code\":\"c\"}"),
            End(2),
            Text(1, "b2\"}"),
            End(1),
            Text(0, "a2\"}"),
            End(0))));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Calls_of_other_tools_should_be_passed_over_wherever_they_stand(StreamFormat format) =>
        Assert.Equal(new Decoded("a1\na2\nb\n", null), Decoded.AtEverySplit(Options(format), Stream(
            format,
            Begin(0, "search"),
            Text(0, "{\"code\":\"no"),
            Begin(1),
            Text(1, "{\"code\":\"a1\\n"),
            Text(0, "\", not JSON"),
            Begin(2, "weather"),
            Text(1, "a2\"}"),
            End(1),
            Text(2, "{\"code\":\"no\"}"),
            End(2),
            Begin(3),
            Text(3, "{\"code\":\"b\"}"),
            End(3))));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Code_should_be_there_with_its_delta_while_other_calls_go_on(StreamFormat format)
    {
        var code = new ArrayBufferWriter<byte>();
        var decoder = StreamDecoders.Create(Options(format));
        decoder.Decode(Bytes(format, Begin(0, "search"), Text(0, "{"), Begin(1), Text(1, "{\"code\":\"a = 1"), Text(0, "\"q\"")), code);
        Assert.Equal("a = 1", Encoding.UTF8.GetString(code.WrittenSpan));
        decoder.Decode(Bytes(format, Begin(2), Text(2, "{\"code\":\"c"), Text(1, "2\\nb"), Text(2, "d")), code);
        Assert.Equal("a = 12\nb", Encoding.UTF8.GetString(code.WrittenSpan));
        decoder.Decode(Bytes(format, Text(1, "\"}"), End(1)), code);
        Assert.Equal("a = 12\nb\ncd", Encoding.UTF8.GetString(code.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Code_that_waits_for_a_call_that_breaks_off_should_never_come(StreamFormat format) =>
        Assert.Equal(new Decoded("a", "the arguments of the tool call break off"), Decoded.AtEverySplit(
            Options(format), Stream(format, Begin(0), Begin(1), Text(1, "{\"code\":\"b\"}"), End(1), Text(0, "{\"code\":\"a"), End(0))));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Code_that_waits_should_be_bounded(StreamFormat format) =>
        Assert.Throws<StreamFormatException>(() => Decoded.Whole(
            Options(format) with { EventBytes = 1000 },
            Stream(format, [Begin(0), Text(0, "{\"code\":\"a"), Begin(1), Text(1, "{\"code\":\""), .. Enumerable.Repeat(Text(1, new string('x', 300)), 5)])));

    [Fact]
    public void Calls_without_number_should_be_refused() =>
        Assert.Throws<StreamFormatException>(() => Decoded.Whole(
            Options(StreamFormat.OpenAIChat), Stream(StreamFormat.OpenAIChat, [.. Enumerable.Range(0, 2000).Select(key => Begin(key))])));

    [Fact]
    public void Call_that_goes_on_behind_its_end_should_be_refused() =>
        Assert.Throws<StreamFormatException>(() => Decoded.Whole(
            Options(StreamFormat.OpenAIChat), Stream(StreamFormat.OpenAIChat, Begin(0), Text(0, "{\"code\":\"a\"}"), Begin(1), Text(0, "{}"))));

    [Fact]
    public void Calls_of_one_index_should_be_told_apart_by_their_ids() =>
        Assert.Equal(new Decoded("a\nb\n", null), Decoded.AtEverySplit(
            Options(StreamFormat.OpenAIChat),
            ChatCalls("{\"index\":0,\"id\":\"x\",\"function\":{\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\\\"a\\\"}\"}}")
            + ChatCalls("{\"index\":0,\"id\":\"y\",\"function\":{\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\"}}")
            + ChatCalls("{\"index\":0,\"id\":\"y\",\"function\":{\"arguments\":\"\\\"b\\\"}\"}}")
            + Last(StreamFormat.OpenAIChat)));

    [Theory]
    [InlineData("a", null)]
    [InlineData("b", Differs)]
    public void Final_arguments_of_chat_completions_should_be_compared(string final, string? cutOff) =>
        Assert.Equal(new Decoded("a\n", cutOff), Decoded.AtEverySplit(
            Options(StreamFormat.OpenAIChat),
            ChatCalls("{\"index\":0,\"id\":\"x\",\"function\":{\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\\\"a\\\"}\"}}")
            + "{\"choices\":[{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":{\"tool_calls\":[{\"id\":\"x\",\"function\":{\"name\":\"run\",\"arguments\":\"{ \\\"code\\\" : \\\""
            + final + "\\\" }\"}}]}}]}\n"));

    [Theory]
    [InlineData("response.function_call_arguments.done", "\"arguments\":\"{\\\"code\\\":\\\"{0}\\\"}\"")]
    [InlineData("response.output_item.done", "\"item\":{\"type\":\"function_call\",\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\\\"{0}\\\"}\"}")]
    [InlineData("response.completed", "\"response\":{\"output\":[{\"type\":\"function_call\",\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\\\"{0}\\\"}\"}]}")]
    public void Final_arguments_of_responses_should_be_compared_wherever_they_stand(string type, string final)
    {
        foreach (var (code, cutOff) in new[] { ("a", null), ("b", Differs), ("a\\n\\nb", Differs), ("", Differs) })
        {
            var stream = Bytes(StreamFormat.OpenAIResponses, Begin(0), Text(0, "{\"code\":\"a\"}"));
            var last = "{\"type\":\"" + type + "\",\"output_index\":0," + final.Replace("{0}", code.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal) + "}\n";
            Assert.Equal(new Decoded("a\n", cutOff), Decoded.AtEverySplit(
                Options(StreamFormat.OpenAIResponses), Encoding.UTF8.GetString(stream) + last + Last(StreamFormat.OpenAIResponses)));
        }
    }

    [Fact]
    public void Code_that_waits_for_a_call_whose_final_text_differs_should_never_come() =>
        Assert.Equal(new Decoded("a\n", Differs), Decoded.AtEverySplit(
            Options(StreamFormat.OpenAIResponses),
            Encoding.UTF8.GetString(Bytes(StreamFormat.OpenAIResponses, Begin(0), Begin(1), Text(1, "{\"code\":\"b\"}"), Text(0, "{\"code\":\"a\\n")))
            + "{\"type\":\"response.function_call_arguments.done\",\"output_index\":0,\"arguments\":\"{\\\"code\\\":\\\"a\\\\nc\\\"}\"}\n"
            + Last(StreamFormat.OpenAIResponses)));

    [Theory]
    [InlineData("{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"function_call\",\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\\\"a\\\"}\"}}\n")]
    [InlineData("{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"custom_tool_call\",\"name\":\"run\",\"input\":\"a\"}}\n")]
    [InlineData("{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"custom_tool_call\",\"name\":\"search\",\"input\":\"no\"}}\n{\"type\":\"response.completed\",\"response\":{\"output\":[{},{\"type\":\"custom_tool_call\",\"name\":\"run\",\"input\":\"a\"}]}}\n")]
    public void Whole_call_without_deltas_should_be_run_once(string whole) =>
        Assert.Equal(new Decoded("a\n", null), Decoded.AtEverySplit(Options(StreamFormat.OpenAIResponses), whole + Last(StreamFormat.OpenAIResponses)));

    [Fact]
    public void Input_that_is_there_when_its_block_starts_should_be_the_whole_of_it()
    {
        const string Start = "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"name\":\"run\",\"input\":{\"t\":1,\"code\":\"a\"}}}\n";
        Assert.Equal(new Decoded("a\n", null), Decoded.AtEverySplit(Options(StreamFormat.Anthropic), Start + Last(StreamFormat.Anthropic)));
        Assert.Throws<StreamFormatException>(() => Decoded.Whole(
            Options(StreamFormat.Anthropic), Start + Encoding.UTF8.GetString(Bytes(StreamFormat.Anthropic, Text(0, "{\"code\":\"b\"}")))));
    }

    [Theory]
    [InlineData("a", null)]
    [InlineData("b", Differs)]
    public void Call_of_Gemini_that_is_repeated_should_be_compared_and_not_run_again(string again, string? cutOff) =>
        Assert.Equal(new Decoded("a\n", cutOff), Decoded.AtEverySplit(
            Options(StreamFormat.Gemini),
            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"id\":\"1\",\"name\":\"run\",\"args\":{\"code\":\"a\"}}}]}}]}\n"
            + "{\"candidates\":[{\"finishReason\":\"STOP\",\"content\":{\"parts\":[{\"functionCall\":{\"id\":\"1\",\"name\":\"run\",\"args\":{\"x\":0,\"code\":\""
            + again + "\"}}}]}}]}\n"));

    [Fact]
    public void Calls_of_Gemini_should_be_one_program_and_other_tools_none() =>
        Assert.Equal(new Decoded("a\nb\n", null), Decoded.AtEverySplit(
            Options(StreamFormat.Gemini),
            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"run\",\"args\":{\"code\":\"a\"}}},"
            + "{\"functionCall\":{\"name\":\"search\",\"args\":{\"code\":\"no\"}}},{\"functionCall\":{\"name\":\"run\",\"args\":{\"code\":\"b\"}}}]},"
            + "\"finishReason\":\"STOP\"}]}\n"));

    private static DecodingOptions Options(StreamFormat format) => new() { Format = format, Tool = "run" };

    private static Func<StreamFormat, string> Begin(int key, string name = "run") => format => format switch
    {
        StreamFormat.OpenAIChat => ChatCalls("{\"index\":" + key + ",\"id\":\"id" + key + "\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\"\"}}"),
        StreamFormat.OpenAIResponses =>
            "{\"type\":\"response.output_item.added\",\"output_index\":" + key + ",\"item\":{\"type\":\"function_call\",\"name\":\"" + name + "\"}}\n",
        _ => "{\"type\":\"content_block_start\",\"index\":" + key + ",\"content_block\":{\"type\":\"tool_use\",\"name\":\"" + name + "\",\"input\":{}}}\n",
    };

    private static Func<StreamFormat, string> Text(int key, string arguments)
    {
        var text = JsonSerializer.Serialize(arguments);
        return format => format switch
        {
            StreamFormat.OpenAIChat => ChatCalls("{\"index\":" + key + ",\"function\":{\"arguments\":" + text + "}}"),
            StreamFormat.OpenAIResponses => "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":" + key + ",\"delta\":" + text + "}\n",
            _ => "{\"type\":\"content_block_delta\",\"index\":" + key + ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":" + text + "}}\n",
        };
    }

    /// <summary>Chat completions have no such event.</summary>
    private static Func<StreamFormat, string> End(int key) => format => format switch
    {
        StreamFormat.OpenAIResponses => "{\"type\":\"response.output_item.done\",\"output_index\":" + key + ",\"item\":{}}\n",
        StreamFormat.Anthropic => "{\"type\":\"content_block_stop\",\"index\":" + key + "}\n",
        _ => "",
    };

    private static string ChatCalls(string call) => "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + call + "]}}]}\n";

    private static string Last(StreamFormat format) => format switch
    {
        StreamFormat.OpenAIChat => "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n",
        StreamFormat.OpenAIResponses => "{\"type\":\"response.completed\",\"response\":{}}\n",
        _ => "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}\n",
    };

    private static byte[] Bytes(StreamFormat format, params Func<StreamFormat, string>[] events) =>
        Encoding.UTF8.GetBytes(string.Concat(events.Select(one => one(format))));

    private static string Stream(StreamFormat format, params Func<StreamFormat, string>[] events) =>
        Encoding.UTF8.GetString(Bytes(format, events)) + Last(format);
}
