using System.Globalization;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Traces;

namespace Eager.Host.Commands.Traces;

/// <summary>What a trace holds, as one line.</summary>
internal static class TraceFigures
{
    public static string Of(IEnumerable<TracedSession> sessions)
    {
        var (count, deltas, bytes, cutOff) = (0, 0L, 0L, 0);
        var streamed = TimeSpan.Zero;
        var (first, last) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        var languages = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var session in sessions)
        {
            count++;
            deltas += session.Deltas.Count;
            bytes += session.Length;
            cutOff += session.CutOff is null ? 0 : 1;
            streamed += session.End;
            first = session.Header.Arrival < first ? session.Header.Arrival : first;
            last = session.Header.Arrival > last ? session.Header.Arrival : last;
            languages.Add(session.Header.Input == StreamFormat.Code ? session.Header.Language : $"{session.Header.Language} in {StreamFormats.Name(session.Header.Input)}");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{count} sessions of {string.Join(", ", languages)} over {(last - first).TotalSeconds:0.###} s, {cutOff} cut off; {deltas} deltas, {bytes} bytes, {deltas / Math.Max(streamed.TotalSeconds, 1e-9):0.#} deltas a second of stream");
    }
}
