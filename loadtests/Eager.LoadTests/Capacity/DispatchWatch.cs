using Eager.Events;
using HdrHistogram;

namespace Eager.LoadTests.Capacity;

/// <summary>Takes the latencies of dispatched statements of all streams while it is switched on.</summary>
/// <param name="time">The clock.</param>
/// <param name="arrivals">For each statement, when the token that makes it certain is due, since the stream began.</param>
internal sealed class DispatchWatch(TimeProvider time, TimeSpan[] arrivals)
{
    private const long Longest = 60_000_000;

    private readonly Lock _lock = new();
    private readonly LongHistogram _fromToken = new(Longest, 3);
    private readonly LongHistogram _fromRelease = new(Longest, 3);

    /// <summary>Whether what comes counts.</summary>
    public bool IsOn { get; set; }

    public LatencyFigures FromToken => Figures(_fromToken);

    public LatencyFigures FromRelease => Figures(_fromRelease);

    public long Statements => _fromToken.TotalCount;

    /// <summary>Reads the events of one stream to their end.</summary>
    /// <param name="events">The events.</param>
    /// <param name="began">When the stream begins, as a timestamp; known once the first statement is released.</param>
    public async Task ReadAsync(IAsyncEnumerable<SessionEvent> events, Func<long> began)
    {
        var released = new Queue<TimeSpan>();
        await foreach (var one in events.ConfigureAwait(false))
        {
            if (one is StatementReleased)
                released.Enqueue(one.At);
            else if (one is BatchDispatched dispatched)
                Record(dispatched, released, began());
        }
    }

    private void Record(BatchDispatched dispatched, Queue<TimeSpan> released, long began)
    {
        var now = time.GetElapsedTime(began);
        foreach (var statement in dispatched.Statements)
        {
            var releasedAt = released.Dequeue();
            if (!IsOn || statement >= arrivals.Length)
                continue;
            lock (_lock)
            {
                _fromToken.RecordValue(Microseconds(now - arrivals[statement]));
                _fromRelease.RecordValue(Microseconds(dispatched.At - releasedAt));
            }
        }
    }

    private LatencyFigures Figures(LongHistogram histogram)
    {
        lock (_lock)
            return LatencyFigures.Of(histogram);
    }

    private static long Microseconds(TimeSpan time) => Math.Clamp((long)time.TotalMicroseconds, 0, Longest);
}
