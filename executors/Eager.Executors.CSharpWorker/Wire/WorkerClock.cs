using System.Diagnostics;

namespace Eager.Executors.CSharpWorker.Wire;

/// <summary>The worker's monotonic clock.</summary>
internal static class WorkerClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds; on Linux a timestamp counts them.</summary>
    public static long Nanoseconds() => (long)(Stopwatch.GetTimestamp() * ((double)NanosecondsPerSecond / Stopwatch.Frequency));
}
