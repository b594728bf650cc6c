using System.Text.Json.Nodes;

namespace Eager.ReplayModel.Apis;

/// <summary>Chunks of OpenAI's chat completions.</summary>
internal static class ChatCompletionEvents
{
    private const string Id = "chatcmpl-replay";
    private const string CallId = "call_replay";

    public static IEnumerable<StreamedEvent> Of(Synthesis.Said said, string model)
    {
        yield return Chunk(model, new JsonObject { ["role"] = "assistant", ["content"] = said.Tool is null ? "" : null });
        if (said.Tool is not null)
        {
            yield return Chunk(model, Call(new JsonObject
            {
                ["index"] = 0, ["id"] = CallId, ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = said.Tool, ["arguments"] = "" },
            }));
        }

        foreach (var token in said.Tokens)
        {
            yield return Chunk(model, said.Tool is null
                ? new JsonObject { ["content"] = token }
                : Call(new JsonObject { ["index"] = 0, ["function"] = new JsonObject { ["arguments"] = token } }), isToken: true);
        }

        yield return Chunk(model, [], said.Tool is null ? "stop" : "tool_calls");
        yield return new StreamedEvent(null, "[DONE]", IsToken: false);
    }

    /// <summary>The answer to a request that is not to be streamed.</summary>
    public static JsonObject Whole(Synthesis.Said said, string model) => new()
    {
        ["id"] = Id, ["object"] = "chat.completion", ["created"] = 0, ["model"] = model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0, ["finish_reason"] = said.Tool is null ? "stop" : "tool_calls",
            ["message"] = said.Tool is null
                ? new JsonObject { ["role"] = "assistant", ["content"] = said.Whole }
                : new JsonObject
                {
                    ["role"] = "assistant", ["content"] = null,
                    ["tool_calls"] = new JsonArray(new JsonObject
                    {
                        ["id"] = CallId, ["type"] = "function",
                        ["function"] = new JsonObject { ["name"] = said.Tool, ["arguments"] = said.Whole },
                    }),
                },
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["completion_tokens"] = said.Tokens.Count, ["total_tokens"] = 1 + said.Tokens.Count },
    };

    private static JsonObject Call(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };

    private static StreamedEvent Chunk(string model, JsonObject delta, string? finish = null, bool isToken = false) => new(
        null,
        new JsonObject
        {
            ["id"] = Id, ["object"] = "chat.completion.chunk", ["created"] = 0, ["model"] = model,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
        }.ToJsonString(),
        isToken);
}
