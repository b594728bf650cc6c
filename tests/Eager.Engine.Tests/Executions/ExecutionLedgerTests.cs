using Eager.Engine.Executions;
using Eager.Engine.Tests.Scripted;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Tests.Executions;

public sealed class ExecutionLedgerTests
{
    private readonly ExecutionLedger _ledger = new();

    [Fact]
    public void Ledger_should_return_a_batch_when_its_last_unit_has_ended()
    {
        _ledger.Begin(Samples.Batch(0, 0, 1));

        Assert.Null(Finish(0));
        var finished = Finish(1);

        Assert.Equal(0, finished!.Batch.Id);
        Assert.Equal(UnitOutcome.Succeeded, finished.Outcome);
        Assert.Equal([0, 1], finished.Statements.Select(statement => statement.Index));
    }

    [Fact]
    public void Batch_should_have_the_first_outcome_that_was_no_success()
    {
        _ledger.Begin(Samples.Batch(0, 0, 1, 2));
        Finish(0);
        Finish(1, UnitOutcome.Failed);

        Assert.Equal(UnitOutcome.Failed, Finish(2, UnitOutcome.Skipped)!.Outcome);
    }

    [Fact]
    public void Ledger_should_count_statements_and_batches_without_probes()
    {
        _ledger.Begin(Samples.Batch(0, 0, 1));
        _ledger.Begin(Samples.Probe(1, unitId: 2));

        Assert.Equal((1, 2), (_ledger.Batches, _ledger.Statements));
        Assert.Equal([0, 1], _ledger.Unfinished.Select(statement => statement.Index));
    }

    [Fact]
    public void Probe_should_end_as_a_batch_without_statements()
    {
        _ledger.Begin(Samples.Probe(0, unitId: 0));

        Assert.Empty(Finish(0)!.Statements);
        Assert.Null(_ledger.Ran);
    }

    [Fact]
    public void Ran_should_reach_to_the_last_success_before_the_first_failure()
    {
        _ledger.Begin(Samples.Batch(0, 0, 1, 2, 3));
        Finish(0);
        Finish(1);
        Finish(2, UnitOutcome.Failed);
        Finish(3);

        Assert.Equal(new SourceSpan(0, 19, 1, 2), _ledger.Ran);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Ledger_should_refuse_an_end_when_the_unit_is_not_next(int unit)
    {
        _ledger.Begin(Samples.Batch(0, 0, 1));

        var refusal = Assert.Throws<InvalidOperationException>(() => Finish(unit));

        Assert.Equal($"the backend finished unit {unit} out of order", refusal.Message);
    }

    [Fact]
    public void Ledger_should_refuse_an_end_when_no_batch_is_open() => Assert.Throws<InvalidOperationException>(() => Finish(0));

    [Fact]
    public void Ledger_should_refuse_an_error_when_it_does_not_have_the_unit() =>
        Assert.Throws<InvalidOperationException>(() => _ledger.Fail(3, Samples.Error()));

    [Fact]
    public void Ledger_should_keep_the_first_error()
    {
        _ledger.Begin(Samples.Batch(0, 0, 1));
        _ledger.Fail(1, Samples.Error("First"));
        _ledger.Fail(null, Samples.Error("Second"));

        Assert.Equal("First", _ledger.Error?.Error.Type);
        Assert.Equal(1, _ledger.Error?.Unit?.Id);
    }

    [Fact]
    public void Abandon_should_return_open_batches_and_skip_what_did_not_end_except_what_failed()
    {
        _ledger.Begin(Samples.Batch(0, 0, 1, 2));
        _ledger.Begin(Samples.Batch(1, 3));
        Finish(0);
        _ledger.Fail(1, Samples.Error());

        var abandoned = _ledger.Abandon();

        Assert.Equal([0, 1], abandoned.Select(batch => batch.Id));
        Assert.Equal([3, 4], _ledger.Skipped.Select(span => span.Line));
        Assert.Empty(_ledger.Unfinished);
        Assert.Empty(_ledger.Abandon());
    }

    [Fact]
    public void EarliestEnd_should_follow_the_recurrence_over_what_ran()
    {
        _ledger.Begin(new Eager.Batches.Batch(0, [
            Samples.Unit(0, Samples.Statement(0, readyAt: 100)),
            Samples.Unit(1, Samples.Statement(1, readyAt: 110)),
            Samples.Unit(2, Samples.Statement(2, readyAt: 900)),
        ]));
        _ledger.Finish(new UnitFinished(0, UnitOutcome.Succeeded, 200, 250));
        _ledger.Finish(new UnitFinished(1, UnitOutcome.Failed, 300, 330));
        _ledger.Finish(new UnitFinished(2, UnitOutcome.Skipped, 400, 400));

        Assert.Equal(180, _ledger.EarliestEnd);
    }

    private FinishedBatch? Finish(int unit, UnitOutcome outcome = UnitOutcome.Succeeded) =>
        _ledger.Finish(new UnitFinished(unit, outcome, 0, 0));
}
