namespace Eager.Executors.Workers;

/// <summary>Ends a worker and everything in its group.</summary>
internal static class WorkerEnding
{
    /// <summary>Completes when the worker is gone from the system; its descriptors are still open, and nobody waits on them any more.</summary>
    public static async ValueTask EndAsync(WorkerProcess process)
    {
        process.Kill();
        while (process.TryReap() is null)
            await process.WaitExitedAsync(CancellationToken.None).ConfigureAwait(false);
        process.ReleaseWaiters();
    }
}
