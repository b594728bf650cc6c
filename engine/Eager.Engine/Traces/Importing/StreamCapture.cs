using Eager.Engine.Tokens;

namespace Eager.Engine.Traces.Importing;

/// <summary>An answer as a provider sent it: server-sent events or JSON lines, without a clock.</summary>
public static class StreamCapture
{
    /// <summary>Makes a session of it in which every event takes the time of a token.</summary>
    /// <param name="header">What the session is called, and the format of the answer.</param>
    /// <param name="capture">The bytes of the wire.</param>
    /// <param name="rate">Events a second, above 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TracedSession> ReadAsync(TraceHeader header, Stream capture, double rate, CancellationToken cancellationToken)
    {
        var deltas = new List<TraceDelta>();
        var events = TokenStream.Events(TokenStream.AsItComes(capture, cancellationToken), cancellationToken);
        await foreach (var bytes in events.ConfigureAwait(false))
            deltas.Add(new TraceDelta(TimeSpan.FromSeconds((deltas.Count + 1) / rate), bytes));
        return new TracedSession(header, deltas, deltas is [.., var last] ? last.At : TimeSpan.Zero);
    }
}
