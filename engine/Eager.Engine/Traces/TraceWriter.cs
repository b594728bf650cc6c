using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Traces;

/// <summary>
/// Writes <c>eager-trace/1</c>, one JSON object a line: a header, deltas, an end, then perhaps the next session. Where the bytes of a delta alone are no UTF-8, its
/// <c>text</c> has a character that was cut with the delta that completed it, and <c>base64</c> has the bytes.
/// </summary>
/// <param name="output">Takes the lines.</param>
public sealed class TraceWriter(Stream output)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private TimeSpan _last;

    /// <summary>Begins a session.</summary>
    public void WriteHeader(TraceHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        _decoder.Reset();
        _last = TimeSpan.Zero;
        WriteLine(json =>
        {
            json.WriteString("format", TraceHeader.Format);
            json.WriteString("session", header.Session);
            json.WriteString("arrival", header.Arrival.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("language", header.Language);
            if (header.Input != StreamFormat.Code)
                json.WriteString("input", StreamFormats.Name(header.Input));
        });
    }

    /// <summary>Writes what arrived next.</summary>
    public void WriteDelta(TraceDelta delta) => WriteLine(json =>
    {
        WriteTime(json, delta.At);
        if (Utf8.IsValid(delta.Bytes.Span))
        {
            _decoder.Reset();
            json.WriteString("text", delta.Bytes.Span);
            return;
        }

        json.WriteString("text", Characters(delta.Bytes.Span));
        json.WriteBase64String("base64", delta.Bytes.Span);
    });

    /// <summary>Ends the session. Nothing has to be written where the stream is whole and ended with its last delta.</summary>
    /// <param name="at">When its stream ended.</param>
    /// <param name="cutOff">Why it broke off; null where it is whole.</param>
    public void WriteEnd(TimeSpan at, string? cutOff)
    {
        if (cutOff is null && at <= _last)
            return;
        WriteLine(json =>
        {
            WriteTime(json, at);
            json.WriteString("text", string.Empty);
            json.WriteString("end", cutOff is null ? "complete" : "cut_off");
            if (cutOff is not null)
                json.WriteString("reason", cutOff);
        });
    }

    /// <summary>Writes a whole session.</summary>
    public void Write(TracedSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        WriteHeader(session.Header);
        foreach (var delta in session.Deltas)
            WriteDelta(delta);
        WriteEnd(session.End, session.CutOff);
    }

    private void WriteTime(Utf8JsonWriter json, TimeSpan at)
    {
        _last = at;
        json.WriteNumber("t_ms", Math.Round(at.TotalMilliseconds, 3));
    }

    private ReadOnlySpan<char> Characters(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        return characters.AsSpan(0, _decoder.GetChars(bytes, characters, flush: false));
    }

    private void WriteLine(Action<Utf8JsonWriter> members)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
