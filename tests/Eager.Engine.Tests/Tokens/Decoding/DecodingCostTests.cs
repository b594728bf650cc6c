using System.Buffers;
using System.Text;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

/// <summary>In the steady state decoding allocates nothing, and a delta's code is there when its bytes were taken.</summary>
public sealed class DecodingCostTests
{
    private const int Rounds = 1000;
    private const int Passes = 5;

    public static TheoryData<StreamFormat, string, string> Deltas => new()
    {
        { StreamFormat.Code, "", "x = 1\n" },
        { StreamFormat.Markdown, "```python\n", "x = 1\n" },
        { StreamFormat.Tags, "<code>", "x < 1\n" },
        { StreamFormat.Arguments, "{\"code\":\"", "x = \\n" },
        {
            StreamFormat.OpenAIChat,
            "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\\\"\"}}]}}]}\n",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"x = \\\\n\"}}]}}]}\n\n"
        },
        {
            StreamFormat.OpenAIResponses,
            "{\"type\":\"response.output_item.added\",\"output_index\":1,\"item\":{\"type\":\"code_interpreter_call\"}}\n",
            "event: e\ndata: {\"type\":\"response.code_interpreter_call_code.delta\",\"output_index\":1,\"delta\":\"x = \\n\"}\n\n"
        },
        {
            StreamFormat.Anthropic,
            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"name\":\"r\"}}\n"
            + "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"code\\\":\\\"\"}}\n",
            "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"x = \\\\n\"}}\n"
        },
        {
            StreamFormat.Gemini,
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"```python\\n\"}]}}]}\n",
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x = \\n\"}]}}]}\n\n"
        },
    };

    [Theory]
    [MemberData(nameof(Deltas))]
    public void Delta_should_cost_no_allocation_and_give_its_code_at_once(StreamFormat format, string opening, string delta)
    {
        var place = format == StreamFormat.Gemini ? CodePlace.Text : CodePlace.Calls; // its calls come whole
        var decoder = StreamDecoders.Create(new DecodingOptions { Format = format, Languages = ["python"], Place = place });
        var code = new ArrayBufferWriter<byte>(1 << 20);
        var bytes = Encoding.UTF8.GetBytes(delta);
        decoder.Decode(Encoding.UTF8.GetBytes(opening), code);
        for (var i = 0; i < Rounds; i++)
            decoder.Decode(bytes, code);
        var least = long.MaxValue;
        for (var pass = 0; pass < Passes; pass++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Rounds; i++)
                decoder.Decode(bytes, code);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // A collection that another thread causes counts the rest of this thread's buffer: the least is what decoding allocates.
        Assert.Equal(0, least);
        Assert.Equal((1 + Passes) * Rounds, code.WrittenSpan.Count((byte)'\n'));
    }
}
