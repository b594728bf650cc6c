using Eager.Batches;
using Eager.Executions;

namespace Eager.Engine.Executions;

/// <summary>A batch that was handed over and has not ended.</summary>
internal sealed class OpenBatch(Batch batch)
{
    private readonly List<ExecutedStatement> _statements = [];
    private int _next;

    public Batch Batch => batch;

    public ExecutionUnit Next => batch.Units[_next];

    /// <summary>Units that have not ended.</summary>
    public IEnumerable<ExecutionUnit> Rest => batch.Units.Skip(_next);

    /// <summary>The first outcome that was no success.</summary>
    private UnitOutcome Outcome { get; set; }

    /// <summary>Records the end of the next unit and returns the batch when that was its last.</summary>
    public FinishedBatch? Finish(UnitFinished finished)
    {
        if (Next.Statement is { } statement)
            _statements.Add(new ExecutedStatement(statement.Index, finished.Outcome, finished.StartedAt, finished.FinishedAt));
        if (Outcome == UnitOutcome.Succeeded)
            Outcome = finished.Outcome;
        return ++_next == batch.Units.Length ? new FinishedBatch(batch, Outcome, _statements) : null;
    }
}
