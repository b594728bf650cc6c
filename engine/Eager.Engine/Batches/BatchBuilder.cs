using System.Collections.Immutable;
using Eager.Batches;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Batches;

/// <summary>Queues ready statements and cuts the batches that a gate policy admits.</summary>
internal sealed class BatchBuilder(IGatePolicy gate, int slots)
{
    private readonly Queue<Statement> _ready = new();
    private int _lowYieldTail;
    private int _inFlight;
    private int _nextBatch;
    private int _nextUnit;
    private bool _streamEnded;

    /// <summary>Statements that are ready and in no batch.</summary>
    public IReadOnlyCollection<Statement> Ready => _ready;

    public void Offer(Statement statement)
    {
        _ready.Enqueue(statement);
        _lowYieldTail = statement.Kind == StatementKind.Definition ? _lowYieldTail + 1 : 0;
    }

    public void EndStream() => _streamEnded = true;

    public void Finish() => _inFlight--;

    /// <summary>Cuts the next batch, or returns null where the policy waits.</summary>
    public Batch? TryCut()
    {
        if (_ready.Count == 0 || _inFlight >= slots)
            return null;
        var snapshot = new GateSnapshot(_ready.Count, _lowYieldTail, _inFlight, slots, _streamEnded);
        var count = Math.Min(gate.Admit(snapshot), _ready.Count);
        if (count <= 0)
            return null;
        var units = ImmutableArray.CreateBuilder<ExecutionUnit>(count);
        for (var i = 0; i < count; i++)
            units.Add(Unit(_ready.Dequeue()));
        _lowYieldTail = Math.Min(_lowYieldTail, _ready.Count);
        return Cut(units.MoveToImmutable());
    }

    /// <summary>A batch of its own for text that is only compiled, past the policy: it decides whether the program is wrong.</summary>
    public Batch CutProbe(SourceSpan extent, ReadOnlyMemory<byte> text) =>
        Cut([new ExecutionUnit(_nextUnit++, UnitKind.Probe, extent, text)]);

    private Batch Cut(ImmutableArray<ExecutionUnit> units)
    {
        _inFlight++;
        return new Batch(_nextBatch++, units);
    }

    private ExecutionUnit Unit(Statement statement)
    {
        var kind = statement.Kind == StatementKind.Program ? UnitKind.Program : UnitKind.Statement;
        return new ExecutionUnit(_nextUnit++, kind, statement.Boundary.Extent, statement.Text) { Statement = statement };
    }
}
