using Eager.Engine.Executions;
using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Scripted;
using Eager.Events;
using Eager.Executions;
using Microsoft.Extensions.Time.Testing;

namespace Eager.Engine.Tests.Executions;

public sealed class SummaryWriterTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SessionContext _session;
    private readonly ExecutionLedger _ledger = new();
    private readonly OutputLog _output = new();

    public SummaryWriterTests() => _session = Samples.Context(_time);

    public void Dispose() => _output.Dispose();

    [Theory]
    [InlineData(0, null, false, null, 0)]
    [InlineData(5, null, false, null, 5)]
    [InlineData(null, "died", false, null, 70)]
    [InlineData(null, null, false, null, 70)]
    [InlineData(3, null, true, null, 3)]
    [InlineData(null, null, true, null, 130)]
    [InlineData(null, "died", true, null, 130)]
    [InlineData(0, null, false, "too long", 124)]
    [InlineData(null, "died", true, "too long", 124)]
    public void Exit_should_follow_the_contract_of_the_command_line(int? status, string? loss, bool interrupted, string? limit, int exit)
    {
        var close = new ExecutionClose(At(0), status, loss, interrupted);

        var summary = Write(Samples.End(Samples.Tail(limit: limit)), close);

        Assert.Equal(exit, summary.Exit);
        Assert.Equal(limit ?? loss, summary.Fault);
    }

    [Fact]
    public void Exit_should_be_that_of_an_interrupt_when_the_program_had_not_arrived_whole()
    {
        var close = new ExecutionClose(At(0), ExitStatus: 0, Loss: null, Interrupted: true);

        Assert.Equal(130, Write(Samples.End(Samples.Tail(ProgramEnding.Stopped)), close).Exit);
    }

    [Fact]
    public void Times_should_count_from_the_opening_of_the_session()
    {
        _output.Append(new OutputReceived(OutputStream.Stdout, "a"u8.ToArray()), TimeSpan.FromSeconds(3));

        var summary = Write(Samples.End(Samples.Tail(endedAt: At(4))), new ExecutionClose(At(10), 0, null, false));

        Assert.Equal(TimeSpan.FromSeconds(4), summary.Generation);
        Assert.Equal(TimeSpan.FromSeconds(10), summary.Total);
        Assert.Equal(TimeSpan.FromSeconds(6), summary.NonOverlapped);
        Assert.Equal(TimeSpan.FromSeconds(3), summary.FirstOutput);
    }

    [Fact]
    public void Latency_should_not_be_negative_when_the_program_was_over_before_its_stream()
    {
        var summary = Write(Samples.End(Samples.Tail(endedAt: At(9))), new ExecutionClose(At(2), 0, null, false));

        Assert.Equal(TimeSpan.Zero, summary.NonOverlapped);
        Assert.Equal(TimeSpan.FromSeconds(9), summary.Total);
    }

    [Fact]
    public void Optimum_should_be_the_recurrence_of_the_trace_beyond_its_generation()
    {
        _ledger.Begin(new Eager.Batches.Batch(0, [Samples.Unit(0, Samples.Statement(0, readyAt: At(2)))]));
        _ledger.Finish(new UnitFinished(0, UnitOutcome.Succeeded, At(7), At(12)));

        var summary = Write(Samples.End(Samples.Tail(endedAt: At(4))), new ExecutionClose(At(12), 0, null, false));

        Assert.Equal(TimeSpan.FromSeconds(3), summary.OptimumNonOverlapped);
        Assert.Equal(TimeSpan.FromSeconds(8), summary.NonOverlapped);
    }

    [Fact]
    public void Optimum_should_be_zero_when_nothing_ran() =>
        Assert.Equal(TimeSpan.Zero, Write(Samples.End(), new ExecutionClose(At(1), 0, null, false)).OptimumNonOverlapped);

    [Fact]
    public void Statements_should_count_those_left_behind()
    {
        _ledger.Begin(Samples.Batch(0, 0, 1));

        var summary = Write(Samples.End(Samples.Tail(ProgramEnding.Stopped), 2, 3, 4), new ExecutionClose(At(1), 1, null, false));

        Assert.Equal((5, 1), (summary.Statements, summary.Batches));
    }

    private SessionSummary Write(ExecutorProtocol.EndProgram end, ExecutionClose close) =>
        SummaryWriter.Write(_session, Samples.Identity, _ledger, _output, end, close);

    private long At(double seconds) => _session.OpenedAt + (long)(seconds * _time.TimestampFrequency);
}
