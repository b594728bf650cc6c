using System.Globalization;
using System.Text;
using System.Text.Json;
using Eager.Engine.Events;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Traces;

/// <summary>
/// Reads <c>eager-trace/1</c>: sessions one behind the other, so that traces put together are a trace. Members that are not known are passed over; a session
/// without an end is whole and ends with its last delta.
/// </summary>
public sealed class TraceReader
{
    /// <summary>Bytes of one session, which is held in memory whole.</summary>
    private const long MostBytes = 256 * 1024 * 1024;

    private readonly TraceLines _lines;
    private readonly List<TraceDelta> _deltas = [];
    private long _bytes;

    private TraceReader(Stream source) => _lines = new TraceLines(source);

    /// <summary>The sessions of a trace, each read when it is asked for.</summary>
    /// <param name="source">The text; read synchronously, stays open.</param>
    /// <exception cref="TraceException">It is no such trace, or holds no session; the message names the line.</exception>
    public static IEnumerable<TracedSession> Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new TraceReader(source).Sessions();
    }

    private IEnumerable<TracedSession> Sessions()
    {
        TraceHeader? header = null;
        var isEmpty = true;
        while (_lines.TryRead(out var line))
        {
            isEmpty = false;
            var (begun, end) = ReadLine(line, header);
            if (begun is not null)
            {
                if (header is not null)
                    yield return Session(header, LastTime, cutOff: null);
                header = begun;
            }
            else if (end is not null)
            {
                yield return Session(header!, end.Value.At, end.Value.CutOff);
                header = null;
            }
        }

        if (header is not null)
            yield return Session(header, LastTime, cutOff: null);
        else if (isEmpty)
            throw new TraceException("it is empty");
    }

    private TimeSpan LastTime => _deltas is [.., var last] ? last.At : TimeSpan.Zero;

    private TracedSession Session(TraceHeader header, TimeSpan end, string? cutOff)
    {
        TraceDelta[] deltas = [.. _deltas];
        _deltas.Clear();
        _bytes = 0;
        return new TracedSession(header, deltas, end, cutOff);
    }

    private (TraceHeader? Begun, (TimeSpan At, string? CutOff)? End) ReadLine(ReadOnlyMemory<byte> line, TraceHeader? header)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            var entry = parsed.RootElement;
            if (JsonMembers.Optional(entry, "format") is not null)
                return (Header(entry), null);
            if (header is null)
                throw new FormatException($"a session begins with a header, which names the format {TraceHeader.Format}");
            var at = JsonMembers.Milliseconds(entry, "t_ms");
            if (at < LastTime)
                throw new FormatException($"'t_ms' goes back, from {Milliseconds(LastTime)} to {Milliseconds(at)}");
            if (JsonMembers.Optional(entry, "end") is not null)
                return (null, (at, CutOff(entry)));
            Add(new TraceDelta(at, Bytes(entry)));
            return default;
        }
        catch (JsonException)
        {
            throw new TraceException($"line {_lines.Number} is no JSON");
        }
        catch (FormatException e)
        {
            throw new TraceException($"line {_lines.Number}: {e.Message}", e);
        }
    }

    private void Add(TraceDelta delta)
    {
        _bytes += delta.Bytes.Length;
        if (_bytes > MostBytes)
            throw new FormatException($"the session has more than {MostBytes >> 20} MiB");
        _deltas.Add(delta);
    }

    private static TraceHeader Header(JsonElement entry)
    {
        var format = JsonMembers.Text(entry, "format");
        if (format != TraceHeader.Format)
            throw new FormatException($"the format is {format}; {TraceHeader.Format} is read");
        var arrival = JsonMembers.Text(entry, "arrival");
        if (!DateTimeOffset.TryParse(arrival, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            throw new FormatException($"'arrival' is no time such as 2026-01-31T12:00:00Z: {arrival}");
        var input = JsonMembers.OptionalText(entry, "input") ?? StreamFormats.Name(StreamFormat.Code);
        return new TraceHeader(
            Filled(entry, "session"),
            at,
            Filled(entry, "language"),
            StreamFormats.TryParse(input, out var known) ? known : throw new FormatException($"'input' is none of {string.Join(", ", StreamFormats.Names)}: {input}"));
    }

    private static string Filled(JsonElement entry, string name) =>
        JsonMembers.Text(entry, name) is { Length: > 0 } text ? text : throw new FormatException($"'{name}' is empty");

    private static string? CutOff(JsonElement entry) => JsonMembers.Text(entry, "end") switch
    {
        "complete" => null,
        "cut_off" => JsonMembers.OptionalText(entry, "reason") ?? "the stream broke off",
        var other => throw new FormatException($"'end' is complete or cut_off, not {other}"),
    };

    private static byte[] Bytes(JsonElement entry) => JsonMembers.Optional(entry, "base64") is { } exact
        ? JsonMembers.Bytes(exact)
        : Encoding.UTF8.GetBytes(JsonMembers.Text(entry, "text"));

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);
}
