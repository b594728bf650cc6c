using Eager.Batches;
using Eager.Engine.Batches;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Simulation;

/// <summary>
/// Replays a trace under a gate policy on a virtual clock. The policy and the batcher that asks it are those of the engine; only the backend is
/// modelled: a batch starts an overhead after its dispatch and runs its statements one after the other.
/// </summary>
public sealed class DispatchSimulator
{
    private readonly DispatchTrace _trace;
    private readonly IGatePolicy _gate;
    private readonly bool _queues;
    private readonly BatchBuilder _builder;
    private readonly Queue<(Batch Batch, BatchTiming Timing)> _running = new();
    private TimeSpan _idleFrom;
    private int _offered;
    private int _batches;
    private bool _ended;

    private DispatchSimulator(DispatchTrace trace, IGatePolicy gate, BackendCapabilities backend)
    {
        (_trace, _gate, _queues) = (trace, gate, backend.QueuesUnits);
        _builder = new BatchBuilder(gate, backend.Slots, window: long.MaxValue);
    }

    /// <summary>Runs the trace to its end.</summary>
    /// <param name="trace">What there is to run.</param>
    /// <param name="gate">The policy.</param>
    /// <param name="backend">
    /// Where units queue, the overhead of a dispatch is latency: it passes while others execute. Where they do not, it occupies the backend.
    /// </param>
    public static SimulatedRun Run(DispatchTrace trace, IGatePolicy gate, BackendCapabilities backend)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(backend);
        return new DispatchSimulator(trace, gate, backend).Run();
    }

    private SimulatedRun Run()
    {
        while (Next() is { } now)
        {
            while (_running.TryPeek(out var first) && first.Timing.FinishedAt <= now)
                _builder.Finish(_running.Dequeue().Batch, first.Timing);
            while (_offered < _trace.Statements.Count && _trace.Statements[_offered].ReadyAt <= now)
                _builder.Offer(Statement(_offered++));
            if (_trace.Generation <= now && _offered == _trace.Statements.Count && !_ended)
            {
                _ended = true;
                _builder.EndStream();
            }

            while (_builder.TryCut(now) is { } batch)
                Start(batch, now);
        }

        var beyond = _idleFrom - _trace.Generation;
        return new SimulatedRun(_gate.Name, _batches, _idleFrom, beyond > TimeSpan.Zero ? beyond : TimeSpan.Zero);
    }

    /// <summary>When something happens next; null where nothing will.</summary>
    private TimeSpan? Next()
    {
        TimeSpan? next = _running.TryPeek(out var first) ? first.Timing.FinishedAt : null;
        if (_offered < _trace.Statements.Count)
            return Earlier(next, _trace.Statements[_offered].ReadyAt);
        return _ended ? next : Earlier(next, _trace.Generation);
    }

    private void Start(Batch batch, TimeSpan now)
    {
        var started = _queues ? Later(now + _trace.Overhead, _idleFrom) : Later(now, _idleFrom) + _trace.Overhead;
        _idleFrom = started;
        foreach (var unit in batch.Units)
            _idleFrom += _trace.Statements[unit.Id].Execution;
        _running.Enqueue((batch, new BatchTiming(started, _idleFrom)));
        _batches++;
    }

    private Statement Statement(int index) => new(
        new StatementBoundary(index, _trace.Statements[index].Kind, default, default, 0), ReadOnlyMemory<byte>.Empty, 0);

    private static TimeSpan Earlier(TimeSpan? one, TimeSpan other) => one < other ? one.Value : other;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
