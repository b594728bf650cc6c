namespace Eager.Engine.Batches;

/// <summary>What a session's dispatches have cost and its statements have taken so far, as running means.</summary>
internal sealed class DispatchEstimator
{
    /// <summary>
    /// Counts as one statement: the first ones are mostly trivial, and a mean of theirs alone would keep a policy from ever learning better.
    /// Those of model-written programs take longer on the mean (docs/benchmarks.md).
    /// </summary>
    private static readonly TimeSpan Presumed = TimeSpan.FromMilliseconds(50);

    private TimeSpan _overhead;
    private TimeSpan _execution;
    private TimeSpan _idleSince;
    private int _batches;
    private int _statements;

    /// <summary>Mean time from a dispatch, or from the end of the batch before where that was later, to the start; null before the first batch.</summary>
    public TimeSpan? Overhead => _batches > 0 ? _overhead / _batches : null;

    /// <summary>Mean execution time of a statement, a presumed one included.</summary>
    public TimeSpan Execution => (_execution + Presumed) / (_statements + 1);

    /// <summary>Takes a batch that ran, in order.</summary>
    public void Add(TimeSpan dispatchedAt, BatchTiming timing, int statements)
    {
        var free = dispatchedAt > _idleSince ? dispatchedAt : _idleSince;
        _overhead += timing.StartedAt > free ? timing.StartedAt - free : TimeSpan.Zero;
        _execution += timing.FinishedAt - timing.StartedAt;
        _idleSince = timing.FinishedAt;
        _batches++;
        _statements += statements;
    }

    /// <summary>
    /// How much longer a stream of unknown length is expected to go on: as long as it has. Nothing is known of its length, so no scale is preferred.
    /// </summary>
    public static TimeSpan Remaining(TimeSpan sinceOpened) => sinceOpened;
}
