using System.Text.Json.Nodes;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Proxy.Calls;

namespace Eager.Server.Proxy.Answers;

/// <summary>Responses: numbered events of items, between the response's own beginning and end.</summary>
internal sealed class ResponsesShape : AnswerShape
{
    private readonly SortedDictionary<int, JsonObject> _items = [];
    private readonly JsonArray _shown = [];
    private JsonObject _response = [];
    private long _next;

    public override string End => "";

    public override byte[] AsEvent(ReadOnlyMemory<byte> body) =>
        Parse(body.Span) is { } whole ? Bytes(new JsonObject { ["type"] = "response.completed", ["response"] = whole }) : [];

    public override void Observe(ReadOnlySpan<byte> data)
    {
        if (Parse(data) is not { } told)
            return;
        if (Turns == 0)
            _next = told["sequence_number"] is JsonValue number && number.TryGetValue<long>(out var sequence) ? sequence + 1 : _next + 1;
        if (told["response"] is JsonObject response)
        {
            _response = response;
            Id = response["id"]?.ToString() ?? Id;
            if (_items.Count == 0 && response["output"] is JsonArray output)
                for (var i = 0; i < output.Count; i++)
                    if (output[i] is JsonObject whole)
                        _items[i] = whole;
        }
        else if (told["item"] is JsonObject item && told["output_index"] is JsonValue at && at.TryGetValue<int>(out var index))
            _items[index] = item;
    }

    public override void Dropped(int count) => _next -= Turns == 0 ? count : 0;

    public override bool IsEnd(ReadOnlySpan<byte> data) => false;

    public override bool BeginsCall(ReadOnlySpan<byte> data) =>
        data.IndexOf("response.output_item.added"u8) >= 0 && Parse(data)?["item"]?["type"]?.ToString() is "function_call" or "custom_tool_call";

    public override string Interruption(IReadOnlyList<AnsweredCall> calls)
    {
        var events = new List<string>();
        foreach (var call in calls)
        {
            if (!_items.TryGetValue(call.Key, out var item) || item["status"]?.ToString() == "completed")
                continue;
            var (what, member) = call.Kind == CallKind.Arguments ? ("response.function_call_arguments", "arguments") : ("response.custom_tool_call_input", "input");
            if (call.Missing.Length > 0)
                events.Add(Within(what + ".delta", call, item, "delta", call.Missing));
            events.Add(Within(what + ".done", call, item, member, call.Text + call.Missing));
            (item[member], item["status"]) = (call.Text + call.Missing, "completed");
            events.Add(Numbered("response.output_item.done", new JsonObject { ["output_index"] = call.Key + _shown.Count, ["item"] = item.DeepClone() }));
        }

        var response = _response.DeepClone().AsObject();
        response["status"] = "completed";
        response["output"] = new JsonArray([.. _shown.Concat(_items.Values).Select(item => item?.DeepClone())]);
        events.Add(Numbered("response.completed", new JsonObject { ["response"] = response }));
        return string.Concat(events);
    }

    public override string Results(IReadOnlyList<CallResult> results) =>
        Numbered("eager.results", new JsonObject { ["results"] = new JsonArray([.. results.Select(result => result.ToJson())]) });

    public override string Error(string code, string message) =>
        Numbered("error", new JsonObject { ["code"] = code, ["message"] = message, ["param"] = null });

    public override string? Continued(ReadOnlySpan<byte> data)
    {
        if (Parse(data) is not { } told || told["type"]?.ToString() is "response.created" or "response.in_progress" or "response.queued")
            return null;
        if (told["output_index"] is JsonValue at && at.TryGetValue<int>(out var index))
            told["output_index"] = index + _shown.Count;
        if (told["response"] is JsonObject response)
            Joined(response);
        told["sequence_number"] = _next++;
        return Event(told, told["type"]?.ToString());
    }

    public override JsonObject Joined(JsonObject body)
    {
        if (body["output"] is JsonArray output)
            body["output"] = new JsonArray([.. _shown.Concat(output).Select(item => item?.DeepClone())]);
        if (Total(body["usage"]) is { } total)
            body["usage"] = total;
        return body;
    }

    protected override void Ask(JsonObject request, ProxiedAnswer answer, IReadOnlyList<CallResult> results)
    {
        var input = request["input"] is JsonArray items ? items : [];
        if (request["input"] is JsonValue text)
            input.Add(new JsonObject { ["role"] = "user", ["content"] = text.DeepClone() });
        request["input"] = input;
        var calls = answer.Calls.ToDictionary(call => call.Key);
        foreach (var (index, item) in _items)
        {
            var isCall = calls.TryGetValue(index, out var call);
            if (!isCall)
                _shown.Add(item.DeepClone());
            input.Add(isCall && item["status"]?.ToString() != "completed" ? Whole(item, call!) : item.DeepClone());
        }

        foreach (var result in results)
            input.Add(new JsonObject
            {
                ["type"] = answer.Calls.First(call => call.Id == result.CallId).Kind == CallKind.Arguments ? "function_call_output" : "custom_tool_call_output",
                ["call_id"] = result.CallId,
                ["output"] = result.Content,
            });
        Add(Usage, _response["usage"] as JsonObject);
        _items.Clear();
    }

    /// <summary>A call whose generation was interrupted, as far as it went; the service knows of no such item.</summary>
    private static JsonObject Whole(JsonObject item, AnsweredCall call)
    {
        var whole = item.DeepClone().AsObject();
        whole.Remove("id");
        whole["status"] = "completed";
        whole[call.Kind == CallKind.Arguments ? "arguments" : "input"] = call.Text + call.Missing;
        return whole;
    }

    private string Within(string type, AnsweredCall call, JsonObject item, string member, string value) =>
        Numbered(type, new JsonObject { ["item_id"] = item["id"]?.DeepClone(), ["output_index"] = call.Key + _shown.Count, [member] = value });

    private string Numbered(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        data["sequence_number"] = _next++;
        return Event(data, type);
    }
}
