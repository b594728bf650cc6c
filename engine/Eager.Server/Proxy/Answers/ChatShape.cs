using System.Text.Json.Nodes;
using Eager.Server.Proxy.Calls;

namespace Eager.Server.Proxy.Answers;

/// <summary>Chat completions: chunks, and <c>[DONE]</c>.</summary>
internal sealed class ChatShape : AnswerShape
{
    private JsonObject _first = [];
    private string _said = "";

    public override string End => "data: [DONE]\n\n";

    private JsonObject? LastUsage { get; set; }

    public override byte[] AsEvent(ReadOnlyMemory<byte> body) => Parse(body.Span) is { } whole ? Bytes(whole) : [];

    public override void Observe(ReadOnlySpan<byte> data)
    {
        if (_first.Count > 0 && data.IndexOf("\"usage\""u8) < 0)
            return;
        if (Parse(data) is not { } chunk)
            return;
        if (_first.Count == 0)
        {
            _first = chunk.DeepClone().AsObject();
            _first.Remove("usage");
            Id = _first["id"]?.ToString();
        }

        LastUsage = chunk["usage"] as JsonObject ?? LastUsage;
    }

    public override void Dropped(int count)
    {
        // Chunks are not numbered.
    }

    public override bool IsEnd(ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8);

    public override bool BeginsCall(ReadOnlySpan<byte> data) =>
        data.IndexOf("\"tool_calls\""u8) >= 0 && Parse(data)?["choices"] is JsonArray choices
        && choices.Any(choice => choice?["delta"]?["tool_calls"] is JsonArray);

    public override string Interruption(IReadOnlyList<AnsweredCall> calls)
    {
        var missing = from call in calls
                      where call.Missing.Length > 0
                      select Event(Chunk(new JsonObject
                      {
                          ["tool_calls"] = new JsonArray(new JsonObject { ["index"] = call.Key, ["function"] = new JsonObject { ["arguments"] = call.Missing } }),
                      }));
        return string.Concat(missing) + Event(Chunk([], "tool_calls"));
    }

    public override string Results(IReadOnlyList<CallResult> results)
    {
        var chunk = _first.DeepClone().AsObject();
        chunk["choices"] = new JsonArray();
        chunk["eager"] = new JsonObject { ["results"] = new JsonArray([.. results.Select(result => result.ToJson())]) };
        return Event(chunk);
    }

    public override string Error(string code, string message) =>
        Event(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "eager_error", ["code"] = code } });

    public override string? Continued(ReadOnlySpan<byte> data)
    {
        if (Parse(data) is not { } chunk)
            return IsEnd(data) ? End : null;
        if (_first["id"] is { } id)
            chunk["id"] = id.DeepClone();
        if (Total(chunk["usage"]) is { } total)
            chunk["usage"] = total;
        return Event(chunk);
    }

    public override JsonObject Joined(JsonObject body)
    {
        if (_said.Length > 0 && body["choices"]?[0]?["message"] is JsonObject message)
            message["content"] = _said + message["content"];
        if (Total(body["usage"]) is { } total)
            body["usage"] = total;
        return body;
    }

    protected override void Ask(JsonObject request, ProxiedAnswer answer, IReadOnlyList<CallResult> results)
    {
        _said += answer.Said;
        Add(Usage, LastUsage);
        LastUsage = null;
        var messages = request["messages"]!.AsArray();
        messages.Add(new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = answer.Said.Length > 0 ? answer.Said : null,
            ["tool_calls"] = new JsonArray([.. answer.Calls.Select(call => new JsonObject
            {
                ["id"] = call.Id, ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Text + call.Missing },
            })]),
        });
        foreach (var result in results)
            messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = result.CallId, ["content"] = result.Content });
    }

    private JsonObject Chunk(JsonObject delta, string? finish = null)
    {
        var chunk = _first.DeepClone().AsObject();
        chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish });
        return chunk;
    }
}
