using Eager.Events;
using Eager.LoadTests.Playing;
using Eager.LoadTests.Programs;

namespace Eager.LoadTests.Sessions;

/// <summary>Takes the times of one session off its events, by the client's clock.</summary>
internal sealed class StreamMeter
{
    private readonly LoadProgram _program;
    private readonly TimeSpan[] _arrivals;
    private readonly long _dueAt;
    private readonly TimeProvider _time;
    private readonly IStreamRecorder _recorder;
    private readonly Dictionary<LoadMetric, (double Sum, int Count)> _values = [];
    private readonly Lock _lock = new();

    public StreamMeter(LoadProgram program, TimeSpan[] arrivals, long dueAt, TimeProvider time, IStreamRecorder recorder)
    {
        (_program, _arrivals, _dueAt, _time, _recorder) = (program, arrivals, dueAt, time, recorder);
        Gaps = new PlaybackGaps(ticks => Record(LoadMetric.Itl, ticks * 1000.0 / time.TimestampFrequency));
    }

    /// <summary>Takes the gaps between tokens.</summary>
    public PlaybackGaps Gaps { get; }

    /// <summary>Means of what was recorded, by metric.</summary>
    public IReadOnlyDictionary<LoadMetric, double> Values()
    {
        lock (_lock)
            return _values.ToDictionary(one => one.Key, one => one.Value.Sum / one.Value.Count);
    }

    public void FirstTaken(long? at)
    {
        if (at is { } taken)
            Record(LoadMetric.Ttft, _time.GetElapsedTime(_dueAt, taken));
    }

    public void See(SessionEvent seen)
    {
        var now = _time.GetElapsedTime(_dueAt);
        switch (seen)
        {
            case BatchDispatched dispatched:
                Once(LoadMetric.Ttfe, now);
                foreach (var statement in dispatched.Statements)
                    if (statement < _arrivals.Length)
                        Record(LoadMetric.Dispatch, now - _arrivals[statement]);
                break;
            case ProgramOutput:
                Once(LoadMetric.Ttfo, now);
                break;
            case SessionCompleted { Summary: { Exit: 0 } summary }:
                Record(LoadMetric.E2el, now);
                Record(LoadMetric.Nel, now - _program.Generation);
                if (summary.Execution > TimeSpan.Zero)
                    Record(LoadMetric.Overlap, 100 * Math.Clamp(1 - (summary.NonOverlapped / summary.Execution), 0, 1));
                break;
        }
    }

    private void Once(LoadMetric metric, TimeSpan value)
    {
        if (!_values.ContainsKey(metric))
            Record(metric, value);
    }

    private void Record(LoadMetric metric, TimeSpan value) => Record(metric, Math.Max(0, value.TotalMilliseconds));

    private void Record(LoadMetric metric, double value)
    {
        lock (_lock)
        {
            var (sum, count) = _values.GetValueOrDefault(metric);
            _values[metric] = (sum + value, count + 1);
        }

        _recorder.Record(metric, value);
    }
}
