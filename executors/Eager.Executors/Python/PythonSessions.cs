using Eager.Executions;
using Eager.Executors.Pooling;
using Eager.Executors.Staging;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Python;

/// <summary>Opens sessions, from a pool where one is asked for.</summary>
internal sealed class PythonSessions : IAsyncDisposable
{
    private readonly PythonOptions _options;
    private readonly IPythonStarts _starts;
    private readonly WorkerLauncher _launcher;
    private readonly PythonForks? _forks;
    private readonly WorkerPool? _pool;

    /// <summary>With a pool, the first workers are made ready at once.</summary>
    public PythonSessions(
        string backend, PythonOptions options, PoolOptions? pool, IPythonStarts starts, TimeProvider time, ILogger logger)
    {
        (_options, _starts) = (options, starts);
        _launcher = new WorkerLauncher(time, logger);
        if (pool is not { Enabled: true })
            return;
        _forks = new PythonForks(options, pool, starts, _launcher, logger);
        _pool = new WorkerPool(backend, PythonWorker.Language, pool, _forks, time, logger);
    }

    /// <summary>Workers that wait for a program.</summary>
    public int ReadyCount => _pool?.IdleCount ?? 0;

    /// <summary>False while what makes sessions start fast is on its way.</summary>
    public bool IsWarm => _pool?.IsWarm ?? true;

    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        if (_forks is { IsReady: false })
            _pool!.Prepare();
        // A worker that is ready sees the working directory itself, not a layer over it.
        if (_pool is not null && !StagingArea.IsAskedBy(options) && await TakeAsync(_pool, options, cancellationToken).ConfigureAwait(false) is { } worker)
            return await _launcher.OpenAsync(worker, options, () => _pool.Ended(worker), cancellationToken).ConfigureAwait(false);
        return await _launcher.OpenAsync(_starts.Cold(options), options, PythonWorker.Language, _options.StartTimeout, cancellationToken)
            .ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_pool is not null)
            await _pool.DisposeAsync().ConfigureAwait(false);
        _starts.Dispose();
    }

    private ValueTask<WorkerGreeting?> TakeAsync(WorkerPool pool, BackendSessionOptions options, CancellationToken cancellationToken)
    {
        var fits = _forks!.Fits(options);
        var plain = fits && _starts.CanWait && WorkerGreeting.CanWaitFor(options);
        return pool.TakeAsync(
            plain,
            fits ? token => _forks.ForkAsync(options, token) : null,
            token => _launcher.StartAsync(_starts.Cold(options), opening: null, PythonWorker.Language, _options.StartTimeout, token),
            cancellationToken);
    }
}
