using System.Runtime.CompilerServices;
using Eager.Engine.Tokens;

namespace Eager.Engine.Traces;

/// <summary>One stream as it arrived. Times count from its beginning.</summary>
/// <param name="Header">Whose it is.</param>
/// <param name="Deltas">What arrived and when; times do not decrease.</param>
/// <param name="End">When it ended.</param>
/// <param name="CutOff">Why it broke off, in one line; null where it is whole.</param>
public sealed record TracedSession(TraceHeader Header, IReadOnlyList<TraceDelta> Deltas, TimeSpan End, string? CutOff = null)
{
    /// <summary>Bytes of all deltas.</summary>
    public long Length => Deltas.Sum(delta => (long)delta.Bytes.Length);

    /// <summary>The same deltas, each taking the time of a token, and the end with the last of them.</summary>
    /// <param name="rate">Deltas a second, above 0.</param>
    public TracedSession At(double rate) => this with
    {
        Deltas = [.. Deltas.Select((delta, i) => delta with { At = TimeSpan.FromSeconds((i + 1) / rate) })],
        End = TimeSpan.FromSeconds(Deltas.Count / rate),
    };

    /// <summary>Plays the deltas at their times, and the end at its.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the stream with an exception.</param>
    /// <exception cref="TraceCutOffException">After the last delta, where the stream broke off.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Play(TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TraceDelta[] withEnd = [.. Deltas, new TraceDelta(End, ReadOnlyMemory<byte>.Empty)];
        await foreach (var bytes in TokenStream.Replayed(withEnd, time, cancellationToken).ConfigureAwait(false))
        {
            if (!bytes.IsEmpty)
                yield return bytes;
        }

        if (CutOff is not null)
            throw new TraceCutOffException(CutOff);
    }
}
