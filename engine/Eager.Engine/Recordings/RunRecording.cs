using System.Text.Json;
using Eager.Events;
using Eager.Events.Json;

namespace Eager.Engine.Recordings;

/// <summary>Reads the lines that <c>eager run --events</c> prints: one run, or several one after the other.</summary>
public static class RunRecording
{
    /// <summary>Reads all runs.</summary>
    /// <param name="lines">One event a line; empty lines count for nothing, types that are unknown are passed over.</param>
    /// <exception cref="RecordingException">The lines are no such recording; the message names the line.</exception>
    public static IReadOnlyList<RecordedRun> Read(TextReader lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var runs = new List<RecordedRun>();
        var events = new List<SessionEvent>();
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var read = ReadLine(line, number);
            if (read is SessionOpened && events.Count > 0)
                EndRun();
            if (read is not null)
                events.Add(read);
        }

        if (events.Count == 0)
            throw new RecordingException("it holds no events");
        EndRun();
        return runs;

        void EndRun()
        {
            runs.Add(RecordedRun.Of(events));
            events.Clear();
        }
    }

    private static SessionEvent? ReadLine(string line, int number)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            var entry = parsed.RootElement;
            if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("format", out _))
                throw new FormatException("a trace of arrivals, which holds no execution times; wanted are the lines of 'eager run --events'");
            return SessionEventJsonReader.Read(entry);
        }
        catch (JsonException)
        {
            throw new RecordingException($"line {number} is no JSON");
        }
        catch (FormatException e)
        {
            throw new RecordingException($"line {number}: {e.Message}", e);
        }
    }
}
