using Eager.Executions;
using Eager.Executors.Pooling;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.CSharp;

/// <summary>Runs C# programs, each in a worker process of its own, which compiles it as it arrives.</summary>
public sealed class CSharpBackend : IBackend, IAsyncDisposable
{
    private readonly CSharpOptions _options;
    private readonly WorkerLauncher _launcher;
    private readonly WorkerPool? _pool;

    /// <summary>With a pool, the first workers are made ready at once.</summary>
    public CSharpBackend(IOptions<CSharpOptions> csharp, TimeProvider time, ILogger<CSharpBackend> logger)
    {
        _options = csharp.Value;
        _launcher = new WorkerLauncher(time, logger);
        if (_options.Pool.Enabled)
            _pool = new WorkerPool(Name, Language, _options.Pool, new CSharpStarts(_options, _launcher), time, logger);
    }

    /// <summary>Workers that wait for a program.</summary>
    internal int ReadyCount => _pool?.IdleCount ?? 0;

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    public string Language => CSharpWorker.Language;

    /// <inheritdoc/>
    public bool HoldsEffects => true;

    /// <inheritdoc/>
    public bool IsWarm => _pool?.IsWarm ?? true;

    /// <inheritdoc/>
    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        if (_pool is not null && await TakeAsync(_pool, options, cancellationToken).ConfigureAwait(false) is { } worker)
            return await _launcher.OpenAsync(worker, options, () => _pool.Ended(worker), cancellationToken).ConfigureAwait(false);
        var start = CSharpWorker.Start(_options, options);
        return await _launcher.OpenAsync(start, options, Language, _options.StartTimeout, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A worker that was started ahead has no input and no limits on files.</summary>
    private ValueTask<WorkerGreeting?> TakeAsync(WorkerPool pool, BackendSessionOptions options, CancellationToken cancellationToken)
    {
        var plain = WorkerGreeting.CanWaitFor(options) && Directory.Exists(options.WorkingDirectory);
        var start = CSharpWorker.Start(_options, options);
        return pool.TakeAsync(
            plain,
            warm: null,
            token => _launcher.StartAsync(start, opening: null, Language, _options.StartTimeout, token),
            cancellationToken);
    }
}
