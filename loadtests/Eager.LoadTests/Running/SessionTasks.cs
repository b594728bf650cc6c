namespace Eager.LoadTests.Running;

/// <summary>The sessions under way; those that are over are forgotten, so that a run of hours holds none but them.</summary>
internal sealed class SessionTasks
{
    private readonly HashSet<Task> _running = [];
    private readonly Lock _lock = new();
    private Task? _failed;

    public void Add(IEnumerable<Task> sessions)
    {
        foreach (var session in sessions)
        {
            lock (_lock)
                _running.Add(session);
            _ = session.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for all of them; throws what the first that failed threw.</summary>
    public async Task EndAsync()
    {
        Task[] running;
        lock (_lock)
            running = [.. _running];
        await Task.WhenAll(running).ConfigureAwait(false);
        if (_failed is { } failed)
            await failed.ConfigureAwait(false);
    }

    private void Forget(Task session)
    {
        lock (_lock)
        {
            _running.Remove(session);
            if (!session.IsCompletedSuccessfully)
                _failed ??= session;
        }
    }
}
