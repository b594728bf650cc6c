using Eager.Executions;
using Eager.Executors.Pooling;
using Eager.Executors.Staging;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Python;

/// <summary>Runs Python programs, each in an interpreter process of its own.</summary>
public sealed class PythonBackend : IBackend, IAsyncDisposable
{
    private readonly PythonOptions _options;
    private readonly WorkerLauncher _launcher;
    private readonly PythonForks? _forks;
    private readonly WorkerPool? _pool;

    /// <summary>With a pool, the first workers are made ready at once.</summary>
    public PythonBackend(IOptions<PythonOptions> python, TimeProvider time, ILogger<PythonBackend> logger)
    {
        _options = python.Value;
        _launcher = new WorkerLauncher(time, logger);
        if (_options.Pool.Enabled)
        {
            _forks = new PythonForks(_options, _launcher, logger);
            _pool = new WorkerPool(Language, _options.Pool, _forks, time, logger);
        }
    }

    /// <summary>Workers that wait for a program.</summary>
    internal int ReadyCount => _pool?.IdleCount ?? 0;

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    public string Language => PythonWorker.Language;

    /// <inheritdoc/>
    public bool HoldsEffects => true;

    /// <inheritdoc/>
    public bool StagesWrites => true;

    /// <inheritdoc/>
    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        if (_forks is { IsReady: false })
            _pool!.Prepare();
        // A worker that is ready sees the working directory itself, not a layer over it.
        if (_pool is not null && !StagingArea.IsAskedBy(options) && await TakeAsync(_pool, options, cancellationToken).ConfigureAwait(false) is { } worker)
            return await _launcher.OpenAsync(worker, options, () => _pool.Ended(worker), cancellationToken).ConfigureAwait(false);
        var start = PythonWorker.Start(_options, options);
        return await _launcher.OpenAsync(start, options, Language, _options.StartTimeout, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool?.DisposeAsync() ?? ValueTask.CompletedTask;

    private ValueTask<WorkerGreeting?> TakeAsync(WorkerPool pool, BackendSessionOptions options, CancellationToken cancellationToken)
    {
        var fits = _forks!.Fits(options);
        var plain = fits && options.Input is null && options.Limits == new ProgramLimits();
        return pool.TakeAsync(
            plain,
            fits ? token => _forks.ForkAsync(options.Limits, options.Input is not null, token) : null,
            token => _launcher.StartAsync(PythonWorker.Start(_options, options), opening: null, Language, _options.StartTimeout, token),
            cancellationToken);
    }
}
