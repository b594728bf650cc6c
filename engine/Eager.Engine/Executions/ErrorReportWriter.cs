using Eager.Events;

namespace Eager.Engine.Executions;

/// <summary>Says what went wrong in a program.</summary>
internal static class ErrorReportWriter
{
    public static ErrorReport? Write(ExecutionLedger ledger, ExecutorProtocol.EndProgram end, OutputLog output)
    {
        if (ledger.Error is not var (unit, error) || OutcomeWriter.Write(ledger, end) is not { } outcome)
            return null;
        return new ErrorReport(error, unit?.Statement?.Index, outcome, output.StdoutTail, output.StderrTail);
    }
}
