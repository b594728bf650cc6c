using Eager.Executions;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Pooling;

/// <summary>Keeps workers ready, and bounds how many there are. A worker that has had a program is not used again: one more is started instead.</summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private readonly PoolOptions _options;
    private readonly IWorkerSource _source;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PoolPlaces _places;
    private readonly Backoff _backoff;
    private readonly PoolMetrics _metrics;
    private readonly Lock _lock = new();
    private readonly List<(WorkerGreeting Worker, long Since)> _idle = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<Task> _underWay = [];
    private readonly ITimer _sweeps;
    private volatile bool _isWarm;

    public WorkerPool(string backend, string language, PoolOptions options, IWorkerSource source, TimeProvider time, ILogger logger)
    {
        (_options, _source, _time, _logger) = (options, source, time, logger);
        _places = new PoolPlaces(options.Maximum);
        _backoff = new Backoff(options.LongestBackoff, time);
        _metrics = new PoolMetrics(backend, language, () => IdleCount, () => _places.Taken - IdleCount);
        _isWarm = options.Minimum == 0;
        _sweeps = time.CreateTimer(_ => Sweep(), null, TimeSpan.Zero, options.HealthInterval);
    }

    /// <summary>False until the first worker has been made ready, or has failed to be: then sessions start cold.</summary>
    public bool IsWarm => _isWarm;

    public int IdleCount
    {
        get
        {
            lock (_lock)
                return _idle.Count;
        }
    }

    /// <summary>
    /// A worker for one program, with <see cref="Ended"/> to be called when it is over. Null where the session is to start one outside of the pool.
    /// </summary>
    /// <param name="fits">True where a worker that is ready already will do.</param>
    /// <param name="warm">Starts one for this session the fast way; null where that does not fit.</param>
    /// <param name="cold">Starts one from nothing: where the fast way does not fit, fails, or has failed of late.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BackendUnavailableException">All workers are busy, or none can be started.</exception>
    public async ValueTask<WorkerGreeting?> TakeAsync(bool fits, WorkerStart? warm, WorkerStart cold, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var began = _time.GetTimestamp();
        if (fits && TakeIdle() is { } ready)
        {
            _metrics.Session("ready", _time.GetElapsedTime(began));
            return ready;
        }

        if (!_places.TryTake() && !await GiveUpIdleAsync().ConfigureAwait(false) && !await WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            _metrics.Session("outside", _time.GetElapsedTime(began));
            return null;
        }

        try
        {
            var worker = warm is null ? null : await TryStartAsync(async token => await warm(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            var started = worker ?? await cold(cancellationToken).ConfigureAwait(false);
            _metrics.Session(worker is null ? "cold" : "warm", _time.GetElapsedTime(began));
            return started;
        }
        catch
        {
            _places.Free();
            throw;
        }
    }

    /// <summary>Makes a worker ready if none is: a session has come that could have had one.</summary>
    public void Prepare() => Refill(Math.Max(_options.Minimum, 1));

    /// <summary>A worker's program is over, and the worker gone. Starts another in its place, which waits as long as it may.</summary>
    public void Ended(WorkerGreeting worker)
    {
        _source.Ended(worker);
        _places.Free();
        Prepare();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _sweeps.DisposeAsync().ConfigureAwait(false);
        Task[] underWay;
        lock (_lock)
            underWay = [.. _underWay];
        await Task.WhenAll(underWay).ConfigureAwait(false);
        while (Pop(_ => true) is { } worker)
            await DiscardAsync(worker).ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        _metrics.Dispose();
        _stopping.Dispose();
    }

    private WorkerGreeting? TakeIdle()
    {
        while (Pop(_ => true) is { } worker)
        {
            if (Fault(worker) is not { } reason)
                return worker;
            End(worker, reason);
        }

        return null;
    }

    /// <summary>Why a worker that waits will not do any more.</summary>
    private string? Fault(WorkerGreeting worker) => worker.IsWaiting ? _source.IsCurrent(worker) ? null : "outdated" : "unhealthy";

    /// <summary>Ends a worker that waits, for the sake of a session that it does not fit. True with its place taken.</summary>
    private async ValueTask<bool> GiveUpIdleAsync()
    {
        if (Pop(_ => true) is not { } worker)
            return false;
        await worker.DisposeAsync().ConfigureAwait(false);
        _source.Ended(worker);
        return true;
    }

    /// <summary>True with a place taken; false where the session is to do without.</summary>
    private async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        // A worker that is being made ready, or ended, is as good as a free place.
        var soon = UnderWayCount() > _places.Waiting;
        if (!soon)
            _metrics.Exhausted();
        if (!soon && _options.WhenExhausted == PoolExhausted.StartCold)
            return false;
        if (!soon && _options.WhenExhausted == PoolExhausted.Refuse)
            throw new BackendUnavailableException($"all {_options.Maximum} workers are busy");
        using var deadline = new CancellationTokenSource(_options.WaitDeadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var taken = _places.TakeAsync(either.Token);
            if (!taken.IsCompleted && Pop(_ => true) is { } late)
                await DiscardAsync(late).ConfigureAwait(false);
            await taken.ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BackendUnavailableException(
                $"all {_options.Maximum} workers were busy for {_options.WaitDeadline.TotalSeconds:0.###} s");
        }
    }

    /// <summary>Null where that fails, or has failed of late.</summary>
    private async ValueTask<WorkerGreeting?> TryStartAsync(Func<CancellationToken, ValueTask<WorkerGreeting?>> start, CancellationToken cancellationToken)
    {
        if (_backoff.IsPausing)
            return null;
        try
        {
            var worker = await start(cancellationToken).ConfigureAwait(false);
            _backoff.Succeeded();
            return worker;
        }
        catch (BackendUnavailableException exception)
        {
            _backoff.Failed();
            _metrics.Failed();
            WorkerLog.PoolFailed(_logger, exception.Message);
            return null;
        }
    }

    private void Sweep()
    {
        while (Pop(idle => Fault(idle.Worker) is not null) is { } faulty)
            End(faulty, Fault(faulty) ?? "unhealthy");
        while (IdleCount > _options.Minimum && Pop(idle => _time.GetElapsedTime(idle.Since) >= _options.IdleTime) is { } unused)
            End(unused, "idle");
        Refill(_options.Minimum);
    }

    /// <summary>Starts workers until as many wait, or are on their way.</summary>
    private void Refill(int wanted)
    {
        if (!_source.CanWait)
            wanted = Math.Min(wanted, 1);
        for (var missing = wanted - IdleCount - UnderWayCount(); missing > 0; missing--)
        {
            if (_stopping.IsCancellationRequested || _backoff.IsPausing || !_places.TryTake())
                return;
            Track(Task.Run(AddAsync));
        }
    }

    /// <summary>Starts a worker in a place that was taken, and lets it wait.</summary>
    private async Task AddAsync()
    {
        WorkerGreeting? worker = null;
        try
        {
            worker = await TryStartAsync(_source.StartAsync, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The pool is being disposed of.
        }

        _isWarm = true;
        if (worker is null)
        {
            _places.Free();
            return;
        }

        if (_places.Waiting > 0)
        {
            await DiscardAsync(worker).ConfigureAwait(false); // a place is what is wanted
            return;
        }

        lock (_lock)
            _idle.Add((worker, _time.GetTimestamp()));
    }

    private int UnderWayCount()
    {
        lock (_lock)
            return _underWay.Count;
    }

    private void Track(Task task)
    {
        lock (_lock)
            _underWay.Add(task);
        _ = task.ContinueWith(
            ended =>
            {
                lock (_lock)
                    _underWay.Remove(ended);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void End(WorkerGreeting worker, string reason)
    {
        _metrics.Ended(reason);
        Track(DiscardAsync(worker));
    }

    private async Task DiscardAsync(WorkerGreeting worker)
    {
        await worker.DisposeAsync().ConfigureAwait(false);
        _source.Ended(worker);
        _places.Free();
    }

    /// <summary>The one that has waited longest of those that are meant.</summary>
    private WorkerGreeting? Pop(Predicate<(WorkerGreeting Worker, long Since)> meant)
    {
        lock (_lock)
        {
            var at = _idle.FindIndex(meant);
            if (at < 0)
                return null;
            var worker = _idle[at].Worker;
            _idle.RemoveAt(at);
            return worker;
        }
    }
}
