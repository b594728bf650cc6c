using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Eager.Executors.Jupyter.Server;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>A message of a kernel, as the server's default protocol has it: one JSON object, with binary buffers behind it where it has some.</summary>
/// <param name="Type">What it is: <c>stream</c>, <c>execute_reply</c>.</param>
/// <param name="Parent">The request that it belongs to; null for none.</param>
/// <param name="Date">When the kernel made it; null where it does not say.</param>
/// <param name="Content">What it says.</param>
internal sealed record KernelMessage(string Type, string? Parent, DateTimeOffset? Date, JsonElement Content)
{
    private const int Word = sizeof(uint);

    /// <exception cref="KernelLostException">It is no message.</exception>
    public static KernelMessage Read(ReadOnlySpan<byte> bytes, bool hasBuffers)
    {
        try
        {
            var message = JsonSerializer.Deserialize<JsonElement>(hasBuffers ? WithoutBuffers(bytes) : bytes);
            var header = message.GetProperty("header");
            var date = Text(header, "date");
            return new KernelMessage(
                header.GetProperty("msg_type").GetString() ?? "",
                message.TryGetProperty("parent_header", out var parent) && parent.ValueKind == JsonValueKind.Object ? Text(parent, "msg_id") : null,
                DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
                message.GetProperty("content"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new KernelLostException("the Jupyter server sent what is no message", e);
        }
    }

    /// <summary>A member of the content; null where it has none, or one that is no text.</summary>
    public string? Text(string name) => Text(Content, name);

    /// <summary>A number of the content; null where it has none.</summary>
    public int? Number(string name) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>What is to be shown, by MIME type: JSON forms as their text.</summary>
    public IReadOnlyDictionary<string, string> Forms() => Content.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
        ? data.EnumerateObject().ToDictionary(form => form.Name, form => Form(form.Value))
        : new Dictionary<string, string>();

    /// <summary>The lines of a list of texts, such as a traceback.</summary>
    public string Lines(string name) => Content.TryGetProperty(name, out var lines) && lines.ValueKind == JsonValueKind.Array
        ? string.Join('\n', lines.EnumerateArray().Select(Form))
        : "";

    private static string Form(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Numbers, big-endian: how many parts, where each begins; the JSON is the first.</summary>
    private static ReadOnlySpan<byte> WithoutBuffers(ReadOnlySpan<byte> bytes)
    {
        var parts = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var start = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[Word..]);
        var end = parts > 1 ? (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[(2 * Word)..]) : bytes.Length;
        return bytes[start..end];
    }
}
