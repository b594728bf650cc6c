namespace Eager.LoadTests.Playing;

/// <summary>Gaps between the pieces of a stream that were taken: inter-token latency as the session allowed it.</summary>
/// <param name="record">Takes each gap, in ticks of the clock.</param>
public sealed class PlaybackGaps(Action<long> record)
{
    private long? _last;

    internal void Add(long takenAt)
    {
        if (_last is { } last)
            record(takenAt - last);
        _last = takenAt;
    }
}
