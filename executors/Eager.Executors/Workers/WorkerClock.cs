namespace Eager.Executors.Workers;

/// <summary>Turns a worker's monotonic clock into timestamps of the session's clock.</summary>
internal sealed class WorkerClock
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly long _workerNs;
    private readonly long _timestamp;
    private readonly double _ticksPerNanosecond;

    private WorkerClock(long workerNs, long timestamp, double ticksPerNanosecond) =>
        (_workerNs, _timestamp, _ticksPerNanosecond) = (workerNs, timestamp, ticksPerNanosecond);

    /// <summary>
    /// Aligns the clocks. A worker on this machine reads the host's own monotonic clock, which shows in its reading lying between its start and
    /// the arrival of its greeting: then the two are the same exactly. Another clock is taken to have been read at the arrival.
    /// </summary>
    /// <param name="time">The session's clock.</param>
    /// <param name="startedNs">The host's monotonic clock before the worker was started.</param>
    /// <param name="helloNs">The worker's clock as it greeted.</param>
    public static WorkerClock Align(TimeProvider time, long startedNs, long helloNs)
    {
        var nowNs = HostNanoseconds();
        var timestamp = time.GetTimestamp();
        var sameClock = startedNs <= helloNs && helloNs <= nowNs;
        return new WorkerClock(sameClock ? nowNs : helloNs, timestamp, time.TimestampFrequency / NanosecondsPerSecond);
    }

    /// <summary>CLOCK_MONOTONIC, which the system's time provider counts in on Linux.</summary>
    public static long HostNanoseconds() =>
        (long)(TimeProvider.System.GetTimestamp() * (NanosecondsPerSecond / TimeProvider.System.TimestampFrequency));

    public long ToTimestamp(long workerNs) => _timestamp + (long)((workerNs - _workerNs) * _ticksPerNanosecond);
}
