using System.Collections.Immutable;
using Eager.Batches;
using Eager.Engine.Statements;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Batches;

/// <summary>Queues ready statements and cuts the batches that a gate policy admits.</summary>
/// <param name="gate">The policy. It may make statements wait for others, but not when no other can come.</param>
/// <param name="slots">Batches the backend takes before the first has finished.</param>
/// <param name="window">Credit of the statements that may be under way; at that many nothing more comes until some have finished.</param>
internal sealed class BatchBuilder(IGatePolicy gate, int slots, long window)
{
    private readonly Queue<Statement> _ready = new();
    private readonly Queue<TimeSpan> _dispatchedAt = new();
    private readonly DispatchEstimator _estimator = new();
    private (SourceSpan Extent, ReadOnlyMemory<byte> Text)? _probe;
    private long _readyCredit;
    private int _lowYieldTail;
    private int _nextBatch;
    private int _nextUnit;
    private bool _streamEnded;
    private bool _backendWaits;

    /// <summary>Statements that are ready and in no batch.</summary>
    public IReadOnlyCollection<Statement> Ready => _ready;

    /// <summary>True where nothing waits to be cut.</summary>
    public bool IsEmpty => _ready.Count == 0 && _probe is null;

    /// <summary>True where everything that was offered has been executed.</summary>
    public bool IsIdle => IsEmpty && _dispatchedAt.Count == 0 && !_backendWaits;

    /// <summary>Nothing more comes by itself: waiting for it would be waiting for ever.</summary>
    private bool NoneCanCome => _streamEnded || _probe is not null || _readyCredit >= window;

    public void Offer(Statement statement)
    {
        _ready.Enqueue(statement);
        _readyCredit += StatementCredit.Of(statement);
        _lowYieldTail = statement.Kind == StatementKind.Definition ? _lowYieldTail + 1 : 0;
    }

    /// <summary>Text that is only compiled, in a batch of its own after all that stands before it: it decides whether the program is wrong.</summary>
    public void OfferProbe(SourceSpan extent, ReadOnlyMemory<byte> text) => _probe = (extent, text);

    public void EndStream() => _streamEnded = true;

    /// <summary>The backend takes everything from now on, and executes nothing before the program has ended: no slot and no policy counts.</summary>
    public void SendEverything() => _backendWaits = true;

    /// <summary>The batch that was cut first of those that have not finished has.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="timing">When its statements ran; null where none did.</param>
    public void Finish(Batch batch, BatchTiming? timing)
    {
        var dispatchedAt = _dispatchedAt.Dequeue();
        if (timing is { } ran)
            _estimator.Add(dispatchedAt, ran, batch.Units.Length);
    }

    /// <summary>Cuts the next batch, or returns null where the policy waits.</summary>
    /// <param name="now">Time since the session opened.</param>
    public Batch? TryCut(TimeSpan now)
    {
        if (_dispatchedAt.Count >= slots && !_backendWaits)
            return null;
        if (_ready.Count == 0)
            return CutProbe(now);
        var count = Admitted(now);
        if (count <= 0)
            return null;
        var units = ImmutableArray.CreateBuilder<ExecutionUnit>(count);
        for (var i = 0; i < count; i++)
            units.Add(Unit(_ready.Dequeue()));
        _lowYieldTail = Math.Min(_lowYieldTail, _ready.Count);
        return Cut(units.MoveToImmutable(), now);
    }

    private int Admitted(TimeSpan now)
    {
        if (_backendWaits)
            return _ready.Count;
        var snapshot = new GateSnapshot(_ready.Count, _lowYieldTail, _dispatchedAt.Count, slots, NoneCanCome)
        {
            Overhead = _estimator.Overhead,
            PendingWork = _ready.Count * _estimator.Execution,
            RemainingGeneration = DispatchEstimator.Remaining(now),
        };
        var count = Math.Min(gate.Admit(snapshot), _ready.Count);
        return count <= 0 && NoneCanCome && _dispatchedAt.Count == 0 ? _ready.Count : count;
    }

    private Batch? CutProbe(TimeSpan now)
    {
        if (_probe is not var (extent, text))
            return null;
        _probe = null;
        return Cut([new ExecutionUnit(_nextUnit++, UnitKind.Probe, extent, text)], now);
    }

    private Batch Cut(ImmutableArray<ExecutionUnit> units, TimeSpan now)
    {
        _dispatchedAt.Enqueue(now);
        return new Batch(_nextBatch++, units);
    }

    private ExecutionUnit Unit(Statement statement)
    {
        _readyCredit -= StatementCredit.Of(statement);
        var kind = statement.Boundary.Role switch
        {
            StatementRole.Opened => UnitKind.Opened,
            StatementRole.Leaf => UnitKind.Leaf,
            StatementRole.Clause => UnitKind.Clause,
            StatementRole.Closed => UnitKind.Closed,
            _ => statement.Kind == StatementKind.Program ? UnitKind.Program : UnitKind.Statement,
        };
        return new ExecutionUnit(_nextUnit++, kind, statement.Boundary.Extent, statement.Text) { Statement = statement };
    }
}
