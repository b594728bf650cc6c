using System.Net.Http.Headers;
using System.Text.Json;
using Eager.Executions;

namespace Eager.Client.Transport;

/// <summary>Bodies of requests.</summary>
internal static class RequestBody
{
    public static HttpContent Of(SessionRequest request) => Json(json =>
    {
        Text(json, "language", request.Language);
        Text(json, "backend", request.Backend);
        Text(json, "effects", request.Effects);
        Number(json, "idle_timeout_s", request.IdleTimeout?.TotalSeconds);
        json.WriteStartObject("limits");
        Write(json, request.Limits);
        json.WriteEndObject();
    });

    public static HttpContent Of(ExecutionRequest request, string? code) => Json(json =>
    {
        request.Write(json);
        Text(json, "code", code);
    });

    public static HttpContent OfCode(ReadOnlyMemory<byte> code) =>
        new ReadOnlyMemoryContent(code) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    private static void Write(Utf8JsonWriter json, ProgramLimits limits)
    {
        Number(json, "duration_s", limits.Duration?.TotalSeconds);
        Number(json, "processor_s", limits.ProcessorTime?.TotalSeconds);
        Number(json, "memory_bytes", limits.MemoryBytes);
        Number(json, "processes", limits.Processes);
        Number(json, "file_bytes", limits.FileBytes);
        Number(json, "open_files", limits.OpenFiles);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    private static ByteArrayContent Json(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return new ByteArrayContent(bytes.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }
}
