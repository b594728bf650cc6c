using System.Text.Json.Nodes;

namespace Eager.ReplayModel.Apis;

/// <summary>Events of Anthropic's Messages API.</summary>
internal static class MessageEvents
{
    private const string Id = "msg_replay";
    private const string CallId = "toolu_replay";

    public static IEnumerable<StreamedEvent> Of(Synthesis.Said said, string model)
    {
        yield return StreamedEvent.Of(new JsonObject { ["type"] = "message_start", ["message"] = Message(model, [], null, 0) });
        yield return StreamedEvent.Of(new JsonObject { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = Block(said, whole: false) });
        foreach (var token in said.Tokens)
        {
            yield return StreamedEvent.Of(
                new JsonObject
                {
                    ["type"] = "content_block_delta", ["index"] = 0,
                    ["delta"] = said.Tool is null
                        ? new JsonObject { ["type"] = "text_delta", ["text"] = token }
                        : new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = token },
                },
                isToken: true);
        }

        yield return StreamedEvent.Of(new JsonObject { ["type"] = "content_block_stop", ["index"] = 0 });
        yield return StreamedEvent.Of(new JsonObject
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = Reason(said), ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = said.Tokens.Count },
        });
        yield return StreamedEvent.Of(new JsonObject { ["type"] = "message_stop" });
    }

    /// <summary>The answer to a request that is not to be streamed.</summary>
    public static JsonObject Whole(Synthesis.Said said, string model) =>
        Message(model, [Block(said, whole: true)], Reason(said), said.Tokens.Count);

    private static string Reason(Synthesis.Said said) => said.Tool is null ? "end_turn" : "tool_use";

    private static JsonObject Block(Synthesis.Said said, bool whole) => said.Tool is null
        ? new JsonObject { ["type"] = "text", ["text"] = whole ? said.Whole : "" }
        : new JsonObject
        {
            ["type"] = "tool_use", ["id"] = CallId, ["name"] = said.Tool, ["input"] = whole ? JsonNode.Parse(said.Whole) : new JsonObject(),
        };

    private static JsonObject Message(string model, JsonArray content, string? reason, int tokens) => new()
    {
        ["id"] = Id, ["type"] = "message", ["role"] = "assistant", ["model"] = model, ["content"] = content,
        ["stop_reason"] = reason, ["stop_sequence"] = null,
        ["usage"] = new JsonObject { ["input_tokens"] = 1, ["output_tokens"] = tokens },
    };
}
