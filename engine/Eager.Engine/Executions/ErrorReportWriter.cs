using Eager.Effects;
using Eager.Events;

namespace Eager.Engine.Executions;

/// <summary>Says what went wrong in a program.</summary>
internal static class ErrorReportWriter
{
    public static ErrorReport? Write(ExecutionLedger ledger, ExecutorProtocol.EndProgram end, OutputLog output, StagedChanges? staged = null)
    {
        if (ledger.Error is not var (unit, error) || OutcomeWriter.Write(ledger, end, staged) is not { } outcome)
            return null;
        return new ErrorReport(error, unit?.Statement?.Index, outcome, output.StdoutTail, output.StderrTail);
    }
}
