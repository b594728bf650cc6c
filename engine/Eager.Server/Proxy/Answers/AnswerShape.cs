using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Proxy.Calls;

namespace Eager.Server.Proxy.Answers;

/// <summary>
/// One client's answer in the shape of one API: what was seen of it, and how to say something of our own within it. With <c>auto</c> it is made of
/// several answers of the model, and <see cref="NextTurn"/> stands between them.
/// </summary>
internal abstract class AnswerShape
{
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Turns that are over; the first answer passes as it is.</summary>
    protected int Turns { get; private set; }

    /// <summary>Tokens of the turns that are over.</summary>
    protected JsonObject Usage { get; } = [];

    /// <summary>Id of the model's answer; null where it has not been seen.</summary>
    public string? Id { get; protected set; }

    public static AnswerShape Of(StreamFormat format) => format == StreamFormat.OpenAIChat ? new ChatShape() : new ResponsesShape();

    /// <summary>What an answer that is no stream is as an event of one.</summary>
    public abstract byte[] AsEvent(ReadOnlyMemory<byte> body);

    /// <summary>Looks at the data of an event that arrived.</summary>
    public abstract void Observe(ReadOnlySpan<byte> data);

    /// <summary>True for the event that ends the stream, behind which clients do not look.</summary>
    public abstract bool IsEnd(ReadOnlySpan<byte> data);

    /// <summary>True for an event that begins a call.</summary>
    public abstract bool BeginsCall(ReadOnlySpan<byte> data);

    /// <summary>The event that ends a stream; empty where there is none.</summary>
    public abstract string End { get; }

    /// <summary>So many events that were looked at will not pass.</summary>
    public abstract void Dropped(int count);

    /// <summary>The events that make an answer, whose generation was interrupted, a whole one; without <see cref="End"/>.</summary>
    public abstract string Interruption(IReadOnlyList<AnsweredCall> calls);

    /// <summary>An event with results.</summary>
    public abstract string Results(IReadOnlyList<CallResult> results);

    /// <summary>An event that says that no more will come.</summary>
    public abstract string Error(string code, string message);

    /// <summary>An event of a later turn as it continues the first; null for one that the client has had.</summary>
    public abstract string? Continued(ReadOnlySpan<byte> data);

    /// <summary>An answer that is no stream, and is the last of several.</summary>
    public abstract JsonObject Joined(JsonObject body);

    /// <summary>The turn is over and the model is asked again: what it said, the calls and their results go into the request.</summary>
    /// <param name="request">The request, which is changed.</param>
    /// <param name="answer">What the model answered.</param>
    /// <param name="results">What its calls came to.</param>
    public void NextTurn(JsonObject request, ProxiedAnswer answer, IReadOnlyList<CallResult> results)
    {
        Ask(request, answer, results);
        // A choice that forces a call would never come to an end.
        if (request["tool_choice"] is { } choice && choice.ToString() is not ("auto" or "none"))
            request["tool_choice"] = "auto";
        Turns++;
    }

    protected abstract void Ask(JsonObject request, ProxiedAnswer answer, IReadOnlyList<CallResult> results);

    protected static JsonObject? Parse(ReadOnlySpan<byte> data)
    {
        try
        {
            return data.Length > 0 && data[0] == '{' ? JsonNode.Parse(data)!.AsObject() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    protected static string Event(JsonObject data, string? name = null) => $"{(name is null ? "" : $"event: {name}\n")}data: {data.ToJsonString(Writing)}\n\n";

    protected static byte[] Bytes(JsonObject data) => Encoding.UTF8.GetBytes(Event(data));

    /// <summary>Adds numbers up, member by member.</summary>
    protected static void Add(JsonObject to, JsonObject? from)
    {
        foreach (var (name, value) in from ?? [])
        {
            if (value is JsonObject inner)
                Add((JsonObject)(to[name] ??= new JsonObject()), inner);
            else if (value is JsonValue number && number.TryGetValue<long>(out var more))
                to[name] = (to[name]?.GetValue<long>() ?? 0) + more;
        }
    }

    /// <summary>The tokens of all turns, where those of the last are told.</summary>
    protected JsonObject? Total(JsonNode? last)
    {
        if (last is not JsonObject tokens)
            return null;
        var total = Usage.DeepClone().AsObject();
        Add(total, tokens);
        return total;
    }
}
