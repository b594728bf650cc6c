using System.Text.Json.Nodes;

namespace Eager.Server.Tests.Support;

/// <summary>Requests to a model and the events of its answers.</summary>
internal static class ModelStream
{
    public const string Tool = "run_code";
    public const string Done = "data: [DONE]\n\n";

    private const string Head = """{"id":"chat_1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":""";

    private static readonly JsonObject Parameters = JsonNode.Parse("""{"type":"object","properties":{"code":{"type":"string"}}}""")!.AsObject();

    public static string ChatRequest(bool stream = true, string more = "") =>
        "{\"model\":\"m\",\"stream\":" + (stream ? "true" : "false") + more + ",\"messages\":[{\"role\":\"user\",\"content\":\"go\"}],"
        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"" + Tool + "\",\"parameters\":" + Parameters.ToJsonString() + "}}]}";

    public static string ResponsesRequest(bool stream = true, string more = "") =>
        "{\"model\":\"m\",\"stream\":" + (stream ? "true" : "false") + more + ",\"input\":\"go\","
        + "\"tools\":[{\"type\":\"function\",\"name\":\"" + Tool + "\",\"parameters\":" + Parameters.ToJsonString() + "}]}";

    public static string Call(string id, string name = Tool, int index = 0) =>
        Chunk("{\"role\":\"assistant\",\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\"\"}}]}");

    public static string Arguments(string text, int index = 0) =>
        Chunk("{\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":" + JsonSerializer.Serialize(text) + "}}]}");

    public static string Text(string text) => Chunk("{\"content\":" + JsonSerializer.Serialize(text) + "}");

    public static string Finish(string reason) => "data: " + Head + "{},\"finish_reason\":\"" + reason + "\"}]}\n\n";

    /// <summary>Code of a call's arguments as far as it goes: without the end of its string.</summary>
    public static string Code(string code) => JsonSerializer.Serialize(new { code })[..^2];

    private static string Chunk(string delta) => "data: " + Head + delta + ",\"finish_reason\":null}]}\n\n";
}
