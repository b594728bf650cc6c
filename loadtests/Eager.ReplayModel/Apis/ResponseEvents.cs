using System.Text.Json.Nodes;

namespace Eager.ReplayModel.Apis;

/// <summary>Events of OpenAI's Responses API.</summary>
internal static class ResponseEvents
{
    private const string Id = "resp_replay";
    private const string ItemId = "item_replay";
    private const string CallId = "call_replay";

    public static IEnumerable<StreamedEvent> Of(Synthesis.Said said, string model) =>
        Parts(said, model).Select((part, number) => Numbered(part.Event, number, part.IsToken));

    /// <summary>The answer to a request that is not to be streamed.</summary>
    public static JsonObject Whole(Synthesis.Said said, string model) => Response(model, "completed", Item(said, "completed", said.Whole));

    private static IEnumerable<(JsonObject Event, bool IsToken)> Parts(Synthesis.Said said, string model)
    {
        yield return (new JsonObject { ["type"] = "response.created", ["response"] = Response(model, "in_progress") }, false);
        yield return (new JsonObject { ["type"] = "response.output_item.added", ["output_index"] = 0, ["item"] = Item(said, "in_progress", "") }, false);
        var what = said.Tool is null ? "response.output_text" : "response.function_call_arguments";
        if (said.Tool is null)
            yield return (Within("response.content_part.added", said, "part", Text("")), false);
        foreach (var token in said.Tokens)
            yield return (Within(what + ".delta", said, "delta", token), true);
        yield return (Within(what + ".done", said, said.Tool is null ? "text" : "arguments", said.Whole), false);
        if (said.Tool is null)
            yield return (Within("response.content_part.done", said, "part", Text(said.Whole)), false);
        yield return (
            new JsonObject { ["type"] = "response.output_item.done", ["output_index"] = 0, ["item"] = Item(said, "completed", said.Whole) }, false);
        yield return (
            new JsonObject { ["type"] = "response.completed", ["response"] = Response(model, "completed", Item(said, "completed", said.Whole)) }, false);
    }

    private static StreamedEvent Numbered(JsonObject data, int number, bool isToken)
    {
        data["sequence_number"] = number;
        return StreamedEvent.Of(data, isToken);
    }

    private static JsonObject Within(string type, Synthesis.Said said, string member, JsonNode value)
    {
        var data = new JsonObject { ["type"] = type, ["item_id"] = ItemId, ["output_index"] = 0 };
        if (said.Tool is null)
            data["content_index"] = 0;
        data[member] = value;
        return data;
    }

    private static JsonObject Text(string text) => new() { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray() };

    private static JsonObject Item(Synthesis.Said said, string status, string text) => said.Tool is null
        ? new JsonObject
        {
            ["id"] = ItemId, ["type"] = "message", ["role"] = "assistant", ["status"] = status,
            ["content"] = text.Length == 0 ? new JsonArray() : new JsonArray(Text(text)),
        }
        : new JsonObject
        {
            ["id"] = ItemId, ["type"] = "function_call", ["status"] = status, ["call_id"] = CallId, ["name"] = said.Tool, ["arguments"] = text,
        };

    private static JsonObject Response(string model, string status, JsonObject? item = null) => new()
    {
        ["id"] = Id, ["object"] = "response", ["created_at"] = 0, ["status"] = status, ["model"] = model,
        ["output"] = item is null ? new JsonArray() : new JsonArray(item),
        ["parallel_tool_calls"] = true, ["tool_choice"] = "auto", ["tools"] = new JsonArray(),
    };
}
