using Eager.LoadTests.Objectives;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Running;

/// <summary>Collects what the sessions of one scenario come to. Called from many threads.</summary>
internal sealed class RunRecorder(IReadOnlyList<Objective> objectives) : IStreamRecorder
{
    private readonly Dictionary<LoadMetric, Distribution> _latencies = [];
    private readonly Dictionary<string, int> _failures = [];
    private readonly Lock _lock = new();
    private int _started;
    private int _right;
    private int _broken;
    private int _good;
    private int _measured;
    private int _lost;

    /// <summary>Sessions that run.</summary>
    public int Running
    {
        get
        {
            lock (_lock)
                return _started - _right - _broken;
        }
    }

    public void Begin()
    {
        lock (_lock)
            _started++;
    }

    public void Record(LoadMetric metric, double value)
    {
        lock (_lock)
        {
            if (!_latencies.TryGetValue(metric, out var distribution))
                _latencies[metric] = distribution = new Distribution();
            distribution.Add(value);
        }
    }

    public void End(StreamOutcome outcome)
    {
        lock (_lock)
        {
            if (outcome.Failure is { } failure)
            {
                _broken++;
                _failures[failure] = _failures.GetValueOrDefault(failure) + 1;
            }
            else
            {
                _right++;
            }

            _lost += outcome.WasLost ? 1 : 0;
            if (outcome.IsPlannedBreak)
                return;
            _measured++;
            if (outcome.Failure is null && objectives.All(objective => objective.IsKept(outcome.Values)))
                _good++;
        }
    }

    public LoadProgress Progress(string scenario, TimeSpan elapsed, TimeSpan whole)
    {
        lock (_lock)
            return new LoadProgress(scenario, elapsed, whole, _started, _started - _right - _broken, _broken, At(LoadMetric.Dispatch), At(LoadMetric.Nel));

        double? At(LoadMetric metric) => _latencies.TryGetValue(metric, out var distribution) ? distribution.At(99) : null;
    }

    public ScenarioResult Result(string scenario, string target, string load, TimeSpan elapsed)
    {
        lock (_lock)
        {
            return new ScenarioResult
            {
                Scenario = scenario,
                Target = target,
                Load = load,
                Elapsed = elapsed,
                Sessions = _started,
                Failed = _broken,
                Lost = _lost,
                Measured = _measured,
                Good = _good,
                Objectives = objectives,
                Latencies = new Dictionary<LoadMetric, Distribution>(_latencies),
                Failures = [.. _failures.OrderByDescending(one => one.Value).Select(one => (one.Key, one.Value))],
            };
        }
    }
}
