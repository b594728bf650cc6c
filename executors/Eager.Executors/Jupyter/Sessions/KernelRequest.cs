using System.Buffers;
using System.Text.Json;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>A message to a kernel.</summary>
/// <param name="Channel"><c>shell</c> or <c>stdin</c>.</param>
/// <param name="Type">What it is: <c>execute_request</c>.</param>
/// <param name="Content">What it asks for; written as JSON.</param>
internal sealed record KernelRequest(string Channel, string Type, object Content)
{
    private const string Shell = "shell";
    private const string ProtocolVersion = "5.3";

    /// <summary>Its number, by which what comes of it names it.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Executes code, and has what was sent behind it aborted where it fails.</summary>
    /// <param name="code">The code.</param>
    /// <param name="silent">True for code of ours: it leaves no trace in the kernel's history.</param>
    public static KernelRequest Execute(string code, bool silent = false) => new(Shell, "execute_request", new Dictionary<string, object>
    {
        ["code"] = code,
        ["silent"] = silent,
        ["store_history"] = !silent,
        ["user_expressions"] = new Dictionary<string, string>(),
        ["allow_stdin"] = !silent,
        ["stop_on_error"] = true,
    });

    /// <summary>Asks whether code is valid; it does not run.</summary>
    public static KernelRequest IsComplete(string code) =>
        new(Shell, "is_complete_request", new Dictionary<string, object> { ["code"] = code });

    public static KernelRequest Introduction() => new(Shell, "kernel_info_request", new Dictionary<string, object>());

    public static KernelRequest Input(string line) => new("stdin", "input_reply", new Dictionary<string, object> { ["value"] = line });

    /// <param name="session">The number of the client's session.</param>
    /// <param name="now">What the clock shows.</param>
    public ReadOnlyMemory<byte> Write(string session, DateTimeOffset now)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("channel", Channel);
            json.WriteStartObject("header");
            json.WriteString("msg_id", Id);
            json.WriteString("msg_type", Type);
            json.WriteString("session", session);
            json.WriteString("username", "eager");
            json.WriteString("version", ProtocolVersion);
            json.WriteString("date", now);
            json.WriteEndObject();
            WriteEmpty(json, "parent_header");
            WriteEmpty(json, "metadata");
            json.WritePropertyName("content");
            JsonSerializer.Serialize(json, Content);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static void WriteEmpty(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteEndObject();
    }
}
