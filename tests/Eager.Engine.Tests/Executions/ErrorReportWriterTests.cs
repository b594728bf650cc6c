using Eager.Effects;
using Eager.Engine.Executions;
using Eager.Engine.Tests.Scripted;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Tests.Executions;

public sealed class ErrorReportWriterTests : IDisposable
{
    private static readonly SourceSpan Remainder = new(50, 53, 6, 6);

    private readonly ExecutionLedger _ledger = new();
    private readonly OutputLog _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Report_should_be_null_when_nothing_failed() =>
        Assert.Null(ErrorReportWriter.Write(_ledger, Samples.End(), _output));

    [Fact]
    public void Report_should_name_every_part_when_the_failed_unit_has_not_ended_yet()
    {
        _ledger.Begin(Samples.Batch(0, 0, 1, 2));
        _ledger.Finish(new UnitFinished(0, UnitOutcome.Succeeded, 0, 0));
        _ledger.Fail(1, Samples.Error());

        var report = ErrorReportWriter.Write(_ledger, Samples.End(Samples.Tail(ProgramEnding.Stopped, remainder: Remainder), 3, 4), _output)!;

        Assert.Equal(1, report.Statement);
        Assert.Equal(1, report.Ran?.EndLine);
        Assert.Equal(2, report.Failed?.Line);
        Assert.Equal([3, 4, 5], report.NeverRan.Select(span => span.Line));
        Assert.Equal(Remainder, report.CutOff);
    }

    [Fact]
    public void Report_should_be_the_same_when_all_units_have_ended()
    {
        _ledger.Begin(Samples.Batch(0, 0, 1, 2));
        _ledger.Finish(new UnitFinished(0, UnitOutcome.Succeeded, 0, 0));
        _ledger.Fail(1, Samples.Error());
        _ledger.Finish(new UnitFinished(1, UnitOutcome.Failed, 0, 0));
        _ledger.Finish(new UnitFinished(2, UnitOutcome.Skipped, 0, 0));

        var report = ErrorReportWriter.Write(_ledger, Samples.End(Samples.Tail(), 3), _output)!;

        Assert.Equal(2, report.Failed?.Line);
        Assert.Equal([3, 4], report.NeverRan.Select(span => span.Line));
    }

    [Fact]
    public void Continuation_should_name_the_files_whose_changes_were_dropped()
    {
        _ledger.Fail(null, Samples.Error("SyntaxError"));

        var staged = new StagedChanges(0, 0, [.. Enumerable.Range(0, 12).Select(n => $"f{n}")]);
        var report = ErrorReportWriter.Write(_ledger, Samples.End(Samples.Tail()), _output, staged)!;

        Assert.Equal(12, report.Outcome.DroppedFiles.Count);
        Assert.Contains("dropped, for the program was not known to be whole: f0, f1, f2, f3, f4, f5, f6, f7, f8, f9 and others.", report.Outcome.Continuation, StringComparison.Ordinal);
    }

    [Fact]
    public void CutOff_should_be_null_when_the_program_is_complete()
    {
        _ledger.Fail(null, Samples.Error("SyntaxError"));

        var report = ErrorReportWriter.Write(_ledger, Samples.End(Samples.Tail(remainder: Remainder)), _output)!;

        Assert.Null(report.CutOff);
        Assert.Null(report.Failed);
        Assert.Null(report.Ran);
    }

    [Fact]
    public void Failed_should_be_the_text_of_the_probe_when_a_probe_failed()
    {
        _ledger.Begin(Samples.Probe(0, unitId: 0));
        _ledger.Fail(0, Samples.Error("SyntaxError"));

        var report = ErrorReportWriter.Write(_ledger, Samples.End(), _output)!;

        Assert.Null(report.Statement);
        Assert.Equal(10, report.Failed?.Line);
    }

    [Fact]
    public void Report_should_carry_the_output_so_far()
    {
        _output.Append(new OutputReceived(OutputStream.Stdout, "out"u8.ToArray()), TimeSpan.Zero);
        _output.Append(new OutputReceived(OutputStream.Stderr, "err"u8.ToArray()), TimeSpan.Zero);
        _ledger.Fail(null, Samples.Error());

        var report = ErrorReportWriter.Write(_ledger, Samples.End(), _output)!;

        Assert.Equal(("out", "err"), (report.Stdout, report.Stderr));
    }
}
