namespace Eager.Executors.Jupyter.Sessions;

/// <summary>Turns the times of a kernel's messages into timestamps of the session's clock.</summary>
internal sealed class KernelClock
{
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _kernelDate;
    private readonly long _timestamp;

    /// <summary>
    /// Aligns the clocks. A kernel on this machine reads the host's own clock, which shows in its message being made between the question and its
    /// arrival: then the two are the same. Another clock is taken to have been read at the arrival.
    /// </summary>
    /// <param name="time">The session's clock; the message arrives now.</param>
    /// <param name="asked">What it showed before the question.</param>
    /// <param name="answered">What the kernel's clock showed as it answered; null where it does not say.</param>
    public KernelClock(TimeProvider time, DateTimeOffset asked, DateTimeOffset? answered)
    {
        var now = time.GetUtcNow();
        _time = time;
        _timestamp = time.GetTimestamp();
        _kernelDate = answered is null || (asked <= answered && answered <= now) ? now : answered.Value;
    }

    /// <summary>Never in the future: null is now.</summary>
    public long ToTimestamp(DateTimeOffset? date)
    {
        var now = _time.GetTimestamp();
        return date is null ? now : Math.Min(now, _timestamp + (long)((date.Value - _kernelDate).TotalSeconds * _time.TimestampFrequency));
    }
}
