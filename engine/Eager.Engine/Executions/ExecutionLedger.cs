using Eager.Batches;
using Eager.Engine.Latency;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Executions;

/// <summary>
/// What became of every unit that was handed to the backend. Statements that ran leave only sums behind, so that the ledger of a program of any
/// length is small; those that did not run are remembered for the report.
/// </summary>
internal sealed class ExecutionLedger
{
    private readonly Queue<OpenBatch> _open = new();
    private readonly List<SourceSpan> _skipped = [];
    private LatencyRecurrence _optimum;
    private bool _stopped;

    /// <summary>Batches handed over, probes not counted.</summary>
    public int Batches { get; private set; }

    /// <summary>Statements handed over.</summary>
    public int Statements { get; private set; }

    /// <summary>What ran to its end before anything failed.</summary>
    public SourceSpan? Ran { get; private set; }

    /// <summary>Statements handed over that did not run.</summary>
    public IReadOnlyList<SourceSpan> Skipped => _skipped;

    /// <summary>Statements handed over that have not ended.</summary>
    public IEnumerable<Statement> Unfinished =>
        from batch in _open from unit in batch.Rest where unit.Statement is not null select unit.Statement;

    /// <summary>The first error, and the unit that raised it; null for the unit where the whole program is wrong.</summary>
    public (ExecutionUnit? Unit, ProgramError Error)? Error { get; private set; }

    /// <summary>When any schedule could have ended what ran, at the earliest, as a timestamp of the session's clock; 0 where nothing ran.</summary>
    public long EarliestEnd => (long)_optimum.End;

    public void Begin(Batch batch)
    {
        var statements = batch.Units.Count(unit => unit.Statement is not null);
        Statements += statements;
        Batches += statements > 0 ? 1 : 0;
        _open.Enqueue(new OpenBatch(batch));
    }

    /// <summary>Index of the statement that a unit under way is or belongs to; null for no unit.</summary>
    /// <exception cref="InvalidOperationException">The backend names a unit that it does not have.</exception>
    public int? StatementOf(int? unitId) => UnitOf(unitId)?.Statement?.Index;

    /// <exception cref="InvalidOperationException">The backend names a unit that it does not have.</exception>
    public void Fail(int? unitId, ProgramError error)
    {
        Error ??= (UnitOf(unitId), error);
    }

    /// <summary>Records the end of the unit that is next in order and returns its batch when that was the batch's last.</summary>
    /// <exception cref="InvalidOperationException">The backend ended a unit that was not next.</exception>
    public FinishedBatch? Finish(UnitFinished finished)
    {
        if (!_open.TryPeek(out var batch) || batch.Next.Id != finished.UnitId)
            throw new InvalidOperationException($"the backend finished unit {finished.UnitId} out of order");
        if (batch.Next.Statement is { } statement)
            Record(statement, finished);
        if (batch.Finish(finished) is not { } whole)
            return null;
        _open.Dequeue();
        return whole;
    }

    /// <summary>Gives up what has not ended, because the backend is gone, and returns its batches.</summary>
    public IReadOnlyList<Batch> Abandon()
    {
        _skipped.AddRange(from statement in Unfinished where statement != Error?.Unit?.Statement select statement.Boundary.Code);
        Batch[] batches = [.. _open.Select(open => open.Batch)];
        _open.Clear();
        return batches;
    }

    private ExecutionUnit? UnitOf(int? id)
    {
        var unit = _open.SelectMany(batch => batch.Rest).FirstOrDefault(candidate => candidate.Id == id);
        return unit is not null || id is null
            ? unit
            : throw new InvalidOperationException($"the backend speaks of unit {id}, which it does not have");
    }

    private void Record(Statement statement, UnitFinished finished)
    {
        var code = statement.Boundary.Code;
        _stopped |= finished.Outcome != UnitOutcome.Succeeded;
        if (!_stopped)
            Ran = Ran is { } ran ? ran with { End = code.End, EndLine = code.EndLine } : code;
        if (finished.Outcome == UnitOutcome.Skipped)
            _skipped.Add(code);
        else
            _optimum.Add(statement.ReadyAt, finished.FinishedAt - finished.StartedAt);
    }
}
