using System.Text.Encodings.Web;
using System.Text.Json;
using Eager.Events;
using Eager.Events.Json;

namespace Eager.Engine.Events;

/// <summary>Writes each event as one line of JSON: what <c>eager run --events</c> prints.</summary>
/// <param name="output">Takes the lines; flushed after each.</param>
public sealed class EventLines(Stream output) : IEventSink
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public void Write(SessionEvent published)
    {
        using (var json = new Utf8JsonWriter(output, Options))
            SessionEventJson.Write(json, published);
        output.WriteByte((byte)'\n');
        output.Flush();
    }
}
