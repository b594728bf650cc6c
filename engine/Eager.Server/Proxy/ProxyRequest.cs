using System.Text.Json;
using System.Text.Json.Nodes;

namespace Eager.Server.Proxy;

/// <summary>What of a request to a model concerns us. A body that is no JSON concerns us in nothing: the model's API says what is wrong with it.</summary>
internal sealed class ProxyRequest
{
    private ProxyRequest(ReadOnlyMemory<byte> body) => Body = body;

    public ReadOnlyMemory<byte> Body { get; }

    public string Model { get; private init; } = "";

    public bool IsStreamed { get; private init; }

    /// <summary>True where the model may call the tool that is executed.</summary>
    public bool DeclaresTool { get; private init; }

    /// <summary>True where one answer is asked for, rather than several to choose from.</summary>
    public bool IsSingle { get; private init; } = true;

    /// <summary>True where the service keeps the answer, so that a later request may build on it.</summary>
    public bool IsStored { get; private init; }

    /// <summary>What the request goes on from, newest first: ids of calls that it answers, of an earlier response, of a conversation.</summary>
    public IReadOnlyList<string> GoesOnFrom { get; private init; } = [];

    public static ProxyRequest Read(ReadOnlyMemory<byte> body, string? tool)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? new ProxyRequest(body) : new ProxyRequest(body)
            {
                Model = Text(root, "model") ?? "",
                IsStreamed = Is(root, "stream", JsonValueKind.True),
                DeclaresTool = Items(root, "tools").Any(declared => NameOf(declared) == tool),
                IsSingle = !root.TryGetProperty("n", out var count) || count.ValueKind != JsonValueKind.Number || count.GetDouble() <= 1,
                IsStored = !Is(root, "store", JsonValueKind.False),
                GoesOnFrom = [.. Items(root, "messages").Concat(Items(root, "input")).Select(AnsweredCall).Concat([ConversationOf(root), Text(root, "previous_response_id")]).OfType<string>().Reverse()],
            };
        }
        catch (JsonException)
        {
            return new ProxyRequest(body);
        }
    }

    /// <summary>The body, to be changed.</summary>
    public JsonObject ToObject() => JsonNode.Parse(Body.Span)!.AsObject();

    private static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        of.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static bool Is(JsonElement of, string name, JsonValueKind kind) => of.TryGetProperty(name, out var value) && value.ValueKind == kind;

    /// <summary>Chat completions wrap a function or a custom tool, Responses flatten both.</summary>
    private static string? NameOf(JsonElement declared) =>
        Is(declared, "function", JsonValueKind.Object) ? Text(declared.GetProperty("function"), "name")
        : Is(declared, "custom", JsonValueKind.Object) ? Text(declared.GetProperty("custom"), "name")
        : Text(declared, "name");

    /// <summary>Chat completions answer a call with a message of the role <c>tool</c>, Responses with an item of a type ending in <c>_call_output</c>.</summary>
    private static string? AnsweredCall(JsonElement item) => Text(item, "tool_call_id")
        ?? (Text(item, "type")?.EndsWith("_call_output", StringComparison.Ordinal) == true ? Text(item, "call_id") : null);

    private static string? ConversationOf(JsonElement root) =>
        Is(root, "conversation", JsonValueKind.Object) ? Text(root.GetProperty("conversation"), "id") : Text(root, "conversation");
}
