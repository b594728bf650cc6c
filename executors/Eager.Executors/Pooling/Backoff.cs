namespace Eager.Executors.Pooling;

/// <summary>Doubles the time to the next start with each start that fails, so that workers that cannot live are not started in a loop.</summary>
internal sealed class Backoff(TimeSpan longest, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private TimeSpan _pause = TimeSpan.Zero;
    private long _failedAt;

    /// <summary>True while nothing should be started.</summary>
    public bool IsPausing
    {
        get
        {
            lock (_lock)
                return _pause > TimeSpan.Zero && time.GetElapsedTime(_failedAt) < _pause;
        }
    }

    public void Succeeded()
    {
        lock (_lock)
            _pause = TimeSpan.Zero;
    }

    public void Failed()
    {
        lock (_lock)
        {
            _failedAt = time.GetTimestamp();
            _pause = _pause == TimeSpan.Zero ? First : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, longest.Ticks));
        }
    }
}
