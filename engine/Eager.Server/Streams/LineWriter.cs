using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Eager.Events;
using Eager.Events.Json;

namespace Eager.Server.Streams;

/// <summary>Writes events as JSON, one after the other, in one buffer.</summary>
internal sealed class LineWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly Utf8JsonWriter _json;

    public LineWriter() => _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>An event of the session.</summary>
    public byte[] Event(SessionEvent published)
    {
        SessionEventJson.Write(_json, published);
        return Taken();
    }

    /// <summary>The last event of an execution that has no summary.</summary>
    public byte[] Fault(long number, string fault)
    {
        _json.WriteStartObject();
        _json.WriteString("type", "execution.faulted");
        _json.WriteNumber("seq", number);
        _json.WriteString("fault", fault);
        _json.WriteEndObject();
        return Taken();
    }

    public void Dispose() => _json.Dispose();

    private byte[] Taken()
    {
        _json.Flush();
        var line = _line.WrittenSpan.ToArray();
        _line.ResetWrittenCount();
        _json.Reset();
        return line;
    }
}
