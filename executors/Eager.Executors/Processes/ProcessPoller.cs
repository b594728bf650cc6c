using System.Collections.Concurrent;
using Eager.Executors.Interop;

namespace Eager.Executors.Processes;

/// <summary>One thread that waits for all workers of the host. It lives as long as the host.</summary>
internal sealed class ProcessPoller
{
    private const int BatchSize = 64;
    private const int Forever = -1;

    private readonly ConcurrentDictionary<ulong, WorkerProcess> _processes = new();
    private ulong _lastToken;

    private ProcessPoller()
    {
        var status = NativeProcess.NewPoller(out var handle);
        if (status < 0)
            throw NativeFailure.Of("making a poller", status);
        Handle = handle;
        new Thread(Run) { IsBackground = true, Name = "worker poller" }.Start();
    }

    public static ProcessPoller Shared { get; } = new();

    public PollerHandle Handle { get; }

    /// <summary>A name for a process that was never given before, so that a late wake meets nobody else.</summary>
    public ulong NextToken() => Interlocked.Increment(ref _lastToken);

    public void Add(ulong token, WorkerProcess process) => _processes[token] = process;

    public void Remove(ulong token) => _processes.TryRemove(token, out _);

    private void Run()
    {
        Span<NativeWake> wakes = stackalloc NativeWake[BatchSize];
        while (true)
        {
            var count = NativeProcess.Wait(Handle, wakes, BatchSize, Forever);
            if (count < 0)
                throw NativeFailure.Of("waiting for workers", count);
            foreach (var wake in wakes[..count])
            {
                if (_processes.TryGetValue(wake.Token, out var process))
                    process.OnWake((WakeReason)wake.Reason);
            }
        }
    }
}
