using System.Text.Json;
using Eager.Engine.Events;
using Eager.Engine.Tokens;

namespace Eager.Engine.Traces.Importing;

/// <summary>
/// Traces of arrivals as Mooncake published them: JSON lines with <c>timestamp</c> in milliseconds, <c>input_length</c> and <c>output_length</c> in tokens. They
/// say when answers were asked for and how long these were, and hold no text; that comes from programs.
/// </summary>
public static class ArrivalTrace
{
    /// <summary>Reads the requests, in the order of the lines.</summary>
    /// <exception cref="TraceException">It is no such trace; the message names the line.</exception>
    public static IEnumerable<ModelArrival> Read(Stream source)
    {
        var lines = new TraceLines(source);
        while (lines.TryRead(out var line))
            yield return Arrival(line, lines.Number);
    }

    /// <summary>
    /// Gives each arrival a program: the longest that the answer's length allows, else the shortest. An answer that is longer begins with text that is no code, so its
    /// program begins later and ends with the answer.
    /// </summary>
    /// <param name="arrivals">When, and how long.</param>
    /// <param name="programs">Name and text of each; at least one. Programs of one length take turns.</param>
    /// <param name="language">Their language.</param>
    /// <param name="tokens">How they are cut.</param>
    /// <param name="rate">Tokens a second, above 0.</param>
    public static IEnumerable<TracedSession> Sessions(
        IEnumerable<ModelArrival> arrivals, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Text)> programs, string language, TokenLengths tokens, double rate)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentNullException.ThrowIfNull(programs);
        ArgumentNullException.ThrowIfNull(tokens);
        var cut = programs.Select((program, i) => (program.Name, Tokens: tokens.Cut(program.Text, i).ToArray())).OrderBy(program => program.Tokens.Length).ToArray();
        var number = 0;
        foreach (var arrival in arrivals)
        {
            var longest = Math.Max(Array.FindLastIndex(cut, program => program.Tokens.Length <= arrival.OutputTokens), 0);
            var same = Array.FindIndex(cut, program => program.Tokens.Length == cut[longest].Tokens.Length);
            var (name, text) = cut[same + (number % (longest - same + 1))];
            var before = Math.Max(arrival.OutputTokens - text.Length, 0);
            TraceDelta[] deltas = [.. text.Select((bytes, i) => new TraceDelta(TimeSpan.FromSeconds((before + i + 1) / rate), bytes))];
            yield return new TracedSession(
                new TraceHeader($"{number++}-{name}", TraceHeader.Epoch + arrival.At, language), deltas, deltas is [.., var last] ? last.At : TimeSpan.Zero);
        }
    }

    private static ModelArrival Arrival(ReadOnlyMemory<byte> line, int number)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            return new ModelArrival(JsonMembers.Milliseconds(parsed.RootElement, "timestamp"), JsonMembers.Number(parsed.RootElement, "output_length"));
        }
        catch (JsonException)
        {
            throw new TraceException($"line {number} is no JSON");
        }
        catch (FormatException e)
        {
            throw new TraceException($"line {number}: {e.Message}", e);
        }
    }
}
