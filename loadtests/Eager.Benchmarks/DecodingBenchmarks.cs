using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Benchmarks;

/// <summary>Decodes deltas of five characters as a provider sends them, envelope and all. One operation is one delta.</summary>
[MemoryDiagnoser]
public class DecodingBenchmarks
{
    internal const int Deltas = 1000;

    private readonly ArrayBufferWriter<byte> _code = new(1 << 16);
    private IStreamDecoder _decoder = null!;
    private byte[] _delta = null!;

    /// <summary>What the stream is.</summary>
    [Params(
        StreamFormat.Code,
        StreamFormat.Markdown,
        StreamFormat.Tags,
        StreamFormat.Arguments,
        StreamFormat.OpenAIChat,
        StreamFormat.OpenAIResponses,
        StreamFormat.Anthropic,
        StreamFormat.Gemini)]
    public StreamFormat Format { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var (opening, delta) = Format switch
        {
            StreamFormat.Code => ("", "x = 1\n"),
            StreamFormat.Markdown => ("```python\n", "x = 1\n"),
            StreamFormat.Tags => ("<code>", "x = 1\n"),
            StreamFormat.Arguments => ("{\"code\":\"", "x = 1\\n"),
            StreamFormat.OpenAIChat => (
                Chat("\"function\":{\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\\\"\"}"), Chat("\"function\":{\"arguments\":\"x = \\\\n\"}")),
            StreamFormat.OpenAIResponses => (
                "{\"type\":\"response.output_item.added\",\"output_index\":1,\"item\":{\"type\":\"function_call\",\"name\":\"run\"}}\n" + Response("{\\\"code\\\":\\\""),
                Response("x = \\\\n")),
            StreamFormat.Gemini => (Candidate("```python\\n"), Candidate("x = 1\\n")),
            _ => (
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"run\",\"input\":{}}}\n"
                    + Message("{\\\"code\\\":\\\""),
                Message("x = \\\\n")),
        };
        var place = Format == StreamFormat.Gemini ? CodePlace.Text : CodePlace.Calls; // its calls come whole
        _decoder = StreamDecoders.Create(new DecodingOptions { Format = Format, Languages = ["python"], Place = place });
        _delta = Encoding.UTF8.GetBytes(delta);
        _decoder.Decode(Encoding.UTF8.GetBytes(opening), _code);
    }

    [Benchmark(OperationsPerInvoke = Deltas)]
    public int Decode()
    {
        _code.ResetWrittenCount();
        for (var i = 0; i < Deltas; i++)
            _decoder.Decode(_delta, _code);
        return _code.WrittenCount == 0 ? throw new InvalidOperationException("no code came out") : _code.WrittenCount;
    }

    private static string Chat(string call) =>
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,"
        + call + "}]},\"finish_reason\":null}]}\n\n";

    private static string Response(string delta) =>
        "event: response.function_call_arguments.delta\ndata: {\"type\":\"response.function_call_arguments.delta\",\"item_id\":\"f\",\"output_index\":1,"
        + "\"sequence_number\":9,\"delta\":\"" + delta + "\"}\n\n";

    private static string Candidate(string text) =>
        "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"" + text + "\"}],\"role\": \"model\"},\"index\": 0}],\"modelVersion\": \"m\"}\r\n\r\n";

    private static string Message(string json) =>
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"" + json + "\"}}\n\n";
}
