using System.Diagnostics.Metrics;

namespace Eager.Executors.Pooling;

/// <summary>What a pool tells of itself, by the meter <c>Eager.Executors</c>.</summary>
internal sealed class PoolMetrics : IDisposable
{
    public const string MeterName = "Eager.Executors";

    private readonly Meter _meter = new(MeterName);
    private readonly KeyValuePair<string, object?>[] _pool;
    private readonly Counter<long> _sessions;
    private readonly Counter<long> _exhausted;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _waits;

    public PoolMetrics(string backend, string language, Func<int> idle, Func<int> busy)
    {
        _pool = [new("backend", backend), new("language", language)];
        _sessions = _meter.CreateCounter<long>("eager.pool.sessions", "{session}", "Sessions, by how their worker came: ready, warm, cold, outside");
        _exhausted = _meter.CreateCounter<long>("eager.pool.exhausted", "{session}", "Sessions that met a pool without a free worker");
        _failures = _meter.CreateCounter<long>("eager.pool.failures", "{start}", "Starts of workers that failed");
        _ended = _meter.CreateCounter<long>("eager.pool.ended", "{worker}", "Workers ended without a program, by reason: idle, unhealthy, outdated");
        _waits = _meter.CreateHistogram<double>("eager.pool.wait", "s", "Time from the wish for a worker to the worker");
        _meter.CreateObservableGauge("eager.pool.idle", () => new Measurement<int>(idle(), _pool), "{worker}", "Workers that wait for a program");
        _meter.CreateObservableGauge("eager.pool.busy", () => new Measurement<int>(busy(), _pool), "{worker}", "Workers with a program");
    }

    public void Session(string start, TimeSpan waited)
    {
        _sessions.Add(1, [.. _pool, new("start", start)]);
        _waits.Record(waited.TotalSeconds, [.. _pool, new("start", start)]);
    }

    public void Exhausted() => _exhausted.Add(1, _pool);

    public void Failed() => _failures.Add(1, _pool);

    public void Ended(string reason) => _ended.Add(1, [.. _pool, new("reason", reason)]);

    public void Dispose() => _meter.Dispose();
}
