using Eager.Batches;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Executions;

/// <summary>What became of every unit that was handed to the backend.</summary>
internal sealed class ExecutionLedger
{
    private readonly List<ExecutedStatement> _finished = [];
    private readonly Queue<OpenBatch> _open = new();

    /// <summary>Statements whose units ended, in order, with their times.</summary>
    public IReadOnlyList<ExecutedStatement> Finished => _finished;

    /// <summary>Batches handed over, probes not counted.</summary>
    public int Batches { get; private set; }

    /// <summary>Statements handed over.</summary>
    public int Statements { get; private set; }

    /// <summary>The first error, and the unit that raised it; null for the unit where the whole program is wrong.</summary>
    public (ExecutionUnit? Unit, ProgramError Error)? Error { get; private set; }

    /// <summary>Batches handed over that have not ended.</summary>
    public IEnumerable<Batch> Open => _open.Select(open => open.Batch);

    /// <summary>Statements handed over that have not ended.</summary>
    public IEnumerable<Statement> Unfinished =>
        from batch in _open from unit in batch.Rest where unit.Statement is not null select unit.Statement;

    public void Begin(Batch batch)
    {
        var statements = batch.Units.Count(unit => unit.Statement is not null);
        Statements += statements;
        Batches += statements > 0 ? 1 : 0;
        _open.Enqueue(new OpenBatch(batch));
    }

    public void Fail(int? unitId, ProgramError error)
    {
        var unit = unitId is { } id ? _open.SelectMany(batch => batch.Rest).First(candidate => candidate.Id == id) : null;
        Error ??= (unit, error);
    }

    /// <summary>Records the end of the unit that is next in order and returns its batch when that was the batch's last.</summary>
    /// <exception cref="InvalidOperationException">The backend ended a unit that was not next.</exception>
    public FinishedBatch? Finish(UnitFinished finished)
    {
        if (!_open.TryPeek(out var batch) || batch.Next.Id != finished.UnitId)
            throw new InvalidOperationException($"the backend finished unit {finished.UnitId} out of order");
        if (batch.Next.Statement is { } statement)
            _finished.Add(new ExecutedStatement(
                statement.Index, statement.Boundary.Code, finished.Outcome, statement.ReadyAt, finished.StartedAt, finished.FinishedAt));
        if (!batch.Advance(finished.Outcome))
            return null;
        _open.Dequeue();
        var count = batch.Batch.Units.Count(unit => unit.Statement is not null);
        return new FinishedBatch(batch.Batch, batch.Outcome, _finished[^count..]);
    }

    private sealed class OpenBatch(Batch batch)
    {
        private int _next;

        public Batch Batch => batch;

        public ExecutionUnit Next => batch.Units[_next];

        public IEnumerable<ExecutionUnit> Rest => batch.Units.Skip(_next);

        /// <summary>The first outcome that was no success.</summary>
        public UnitOutcome Outcome { get; private set; }

        public bool Advance(UnitOutcome outcome)
        {
            if (Outcome == UnitOutcome.Succeeded)
                Outcome = outcome;
            return ++_next == batch.Units.Length;
        }
    }
}
