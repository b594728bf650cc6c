using Eager.Executions;
using Eager.Executors.CSharpWorker.Running;
using Eager.Wire;

namespace Eager.CSharpWorker.Tests.Running;

public sealed class UnitLedgerTests
{
    private readonly List<WorkerFrame> _sent = [];
    private readonly UnitLedger _ledger;
    private int _ended;

    public UnitLedgerTests() => _ledger = new UnitLedger(_sent.Add);

    [Fact]
    public void Interrupt_should_end_the_next_unit_when_nothing_runs()
    {
        Succeed(0);
        Interrupt(isIdle: true);
        Assert.Single(_sent);
        _ledger.Receive(1);
        ShouldEndWith(1);
    }

    [Fact]
    public void Interrupt_should_end_the_program_when_no_unit_follows()
    {
        Interrupt(isIdle: true);
        Assert.Empty(_sent);
        _ledger.EndReceiving();
        Assert.Null(Assert.IsType<ErrorFrame>(_sent[0]).Id);
        Assert.True(Assert.IsType<ProgramFinishedFrame>(_sent[1]).Error);
        Assert.Equal(1, _ended);
    }

    [Fact]
    public void Interrupt_should_end_the_program_at_once_when_nothing_runs_and_nothing_follows()
    {
        Succeed(0);
        _ledger.EndReceiving();
        Interrupt(isIdle: true);
        Assert.Null(Assert.IsType<ErrorFrame>(_sent[1]).Id);
        Assert.IsType<ProgramFinishedFrame>(_sent[2]);
        Assert.Equal(1, _ended);
    }

    [Fact]
    public void Interrupt_should_end_the_program_at_once_when_code_of_answered_units_runs()
    {
        Succeed(0);
        Interrupt(isIdle: false);
        Assert.Null(Assert.IsType<ErrorFrame>(_sent[1]).Id);
        Assert.IsType<ProgramFinishedFrame>(_sent[2]);
        Assert.Equal(1, _ended);
    }

    [Fact]
    public void Interrupt_should_end_the_unit_that_waits_when_nothing_runs()
    {
        _ledger.Receive(0);
        Interrupt(isIdle: true);
        ShouldEndWith(0);
    }

    [Fact]
    public void End_should_say_nothing_when_no_interrupt_came()
    {
        Succeed(0);
        _ledger.EndReceiving();
        Assert.Single(_sent);
        Assert.False(_ledger.IsOver);
    }

    private void Succeed(int unit)
    {
        _ledger.Receive(unit);
        _ledger.Finish(unit, UnitOutcome.Succeeded, 1, 2);
    }

    private void Interrupt(bool isIdle) => _ledger.Interrupt(isIdle, () => _ended++);

    private void ShouldEndWith(uint unit)
    {
        var error = Assert.IsType<ErrorFrame>(_sent[^3]);
        Assert.Equal((unit, "Interrupt"), (error.Id, error.Error.Type));
        var answer = Assert.IsType<UnitFinishedFrame>(_sent[^2]);
        Assert.Equal((unit, UnitOutcome.Interrupted), (answer.Id, answer.Outcome));
        Assert.IsType<ProgramFinishedFrame>(_sent[^1]);
        Assert.Equal(1, _ended);
    }
}
