using Eager.Engine.Tokens;

namespace Eager.Engine.Traces;

/// <summary>Keeps what arrived and when. Whoever feeds a stream and whoever saves it may be two threads.</summary>
public sealed class TraceRecorder(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<TraceDelta> _deltas = [];
    private DateTimeOffset _arrival = time.GetUtcNow();
    private long _start = time.GetTimestamp();
    private TimeSpan? _end;

    /// <summary>The stream begins now.</summary>
    public void Begin()
    {
        lock (_lock)
            (_arrival, _start) = (time.GetUtcNow(), time.GetTimestamp());
    }

    /// <summary>These bytes arrived now.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
            _deltas.Add(new TraceDelta(time.GetElapsedTime(_start), bytes.ToArray()));
    }

    /// <summary>The stream is whole.</summary>
    /// <param name="waited">True where its end arrived now; false where it came with the last bytes.</param>
    public void Complete(bool waited)
    {
        lock (_lock)
            _end ??= waited || _deltas.Count == 0 ? time.GetElapsedTime(_start) : _deltas[^1].At;
    }

    /// <summary>What was recorded so far. A stream that has not ended is cut off now.</summary>
    /// <param name="header">Whose it is; its arrival is the recorder's.</param>
    public TracedSession ToSession(TraceHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        lock (_lock)
        {
            return new TracedSession(
                header with { Arrival = _arrival }, [.. _deltas], _end ?? time.GetElapsedTime(_start), _end is null ? "the stream was not read to its end" : null);
        }
    }
}
