using System.Text.Encodings.Web;
using System.Text.Json;
using Eager.Engine.Events;
using Eager.Events;

namespace Eager.Host.Running;

/// <summary>Writes each event as one line of JSON.</summary>
internal sealed class EventLines(Stream output) : IEventSink
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(SessionEvent published)
    {
        using (var json = new Utf8JsonWriter(output, Options))
            SessionEventJson.Write(json, published);
        output.WriteByte((byte)'\n');
        output.Flush();
    }
}
