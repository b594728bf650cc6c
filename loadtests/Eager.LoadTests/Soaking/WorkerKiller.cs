using System.ComponentModel;
using System.Diagnostics;

namespace Eager.LoadTests.Soaking;

/// <summary>Kills a process below this one now and then: a worker, or the warden above it.</summary>
internal sealed class WorkerKiller(TimeSpan pace, int seed, TimeProvider time)
{
    private readonly Random _random = new(seed);
    private int _kills;

    /// <summary>Processes that were killed so far.</summary>
    public int Kills => Volatile.Read(ref _kills);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (pace <= TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(pace, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            Kill();
    }

    private void Kill()
    {
        var candidates = ProcessTree.Descendants(Environment.ProcessId);
        if (candidates.Count == 0)
            return;
        // Counted before: the session may report its loss before the call has returned.
        Interlocked.Increment(ref _kills);
        try
        {
            using var victim = Process.GetProcessById(candidates[_random.Next(candidates.Count)]);
            victim.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself in the meantime.
        }
    }
}
