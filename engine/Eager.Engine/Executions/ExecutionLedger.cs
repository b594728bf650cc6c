using Eager.Batches;
using Eager.Effects;
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
    private int _ended;
    private int _endedBeforeHold;
    private int _heldBack;

    /// <summary>Batches handed over, probes not counted.</summary>
    public int Batches { get; private set; }

    /// <summary>Statements handed over.</summary>
    public int Statements { get; private set; }

    /// <summary>What they were handed over as: whole statements and parts of statements.</summary>
    public int Units { get; private set; }

    /// <summary>What ran to its end before anything failed.</summary>
    public SourceSpan? Ran { get; private set; }

    /// <summary>How many statements that were.</summary>
    public int RanStatements { get; private set; }

    /// <summary>The effect that waits or waited.</summary>
    public HoldRecord Hold { get; } = new();

    /// <summary>Statements that could not run before the program had arrived: the one that waited, and all behind it.</summary>
    public int HeldStatements => Hold.Effect is null ? _heldBack : Statements - _endedBeforeHold;

    /// <summary>How long statements executed, in ticks of the session's clock; waiting before effects not counted.</summary>
    public long Execution { get; private set; }

    /// <summary>The part of it that belongs to held statements.</summary>
    public long HeldExecution { get; private set; }

    /// <summary>Statements handed over that did not run.</summary>
    public IReadOnlyList<SourceSpan> Skipped => _skipped;

    /// <summary>Statements handed over that have not ended.</summary>
    public IEnumerable<Statement> Unfinished =>
        from batch in _open from unit in batch.Rest where unit.Statement is not null select unit.Statement;

    /// <summary>The first error, and the unit that raised it; null for the unit where the whole program is wrong.</summary>
    public (ExecutionUnit? Unit, ProgramError Error)? Error { get; private set; }

    /// <summary>The statement in which the program's process ended without having said so, and its exit status; null where there is none.</summary>
    public (Statement Statement, int Status)? Crash { get; private set; }

    /// <summary>When any schedule could have ended what ran, at the earliest, as a timestamp of the session's clock; 0 where nothing ran.</summary>
    public long EarliestEnd => (long)_optimum.End;

    public void Begin(Batch batch)
    {
        var statements = batch.Units.Count(unit => unit.Statement is not null);
        Units += statements;
        Statements += batch.Units.Count(unit => unit.Statement is { Boundary.BeginsStatement: true });
        _heldBack += batch.Units.Count(unit => unit.Statement is { IsHeldBack: true });
        Batches += statements > 0 ? 1 : 0;
        _open.Enqueue(new OpenBatch(batch));
    }

    /// <summary>Index of the statement that a unit under way is or belongs to; null for no unit.</summary>
    /// <exception cref="InvalidOperationException">The backend names a unit that it does not have.</exception>
    public int? StatementOf(int? unitId) => UnitOf(unitId)?.Statement?.Index;

    /// <summary>The program stands before an effect that waits.</summary>
    /// <exception cref="InvalidOperationException">The backend names a unit that it does not have.</exception>
    public void HoldBack(UnitHeld held)
    {
        Hold.Hold(new HeldEffect(StatementOf(held.UnitId), held.Class, held.What), held.At);
        _endedBeforeHold = _ended;
    }

    /// <exception cref="InvalidOperationException">The backend names a unit that it does not have.</exception>
    public void Fail(int? unitId, ProgramError error)
    {
        Error ??= (UnitOf(unitId), error);
    }

    /// <summary>The process is gone, and nobody had said that the program is over.</summary>
    public void End(int exitStatus)
    {
        if (Error is null && Unfinished.FirstOrDefault() is { } statement)
            Crash = (statement, exitStatus);
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
        _ended += statement.Boundary.EndsStatement ? 1 : 0;
        RanStatements += _stopped || !statement.Boundary.EndsStatement ? 0 : 1;
        if (!_stopped)
            Ran = Ran is { } ran ? ran with { End = code.End, EndLine = code.EndLine } : code;
        if (finished.Outcome != UnitOutcome.Skipped)
            Execute(statement, finished.FinishedAt - finished.StartedAt - Hold.Within(finished.StartedAt, finished.FinishedAt));
        else if (code.Length > 0)
            _skipped.Add(code);
    }

    private void Execute(Statement statement, long time)
    {
        _optimum.Add(statement.ReadyAt, time);
        Execution += time;
        if (Hold.Effect is not null || statement.IsHeldBack)
            HeldExecution += time;
    }
}
