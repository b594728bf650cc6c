using Eager.Engine.Statements;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Executions;

/// <summary>Says where each part of a failed program's text stands.</summary>
internal static class ErrorReportWriter
{
    public static ErrorReport? Write(ExecutionLedger ledger, ExecutorProtocol.EndProgram end, OutputLog output)
    {
        if (ledger.Error is not var (unit, error))
            return null;
        var waiting = ledger.Unfinished.Concat(end.Unsent).Where(statement => statement != unit?.Statement);
        var never = ledger.Skipped.Concat(waiting.Select(statement => statement.Boundary.Code));
        return new ErrorReport(
            error,
            unit?.Statement?.Index,
            ledger.Ran,
            unit?.Statement?.Boundary.Code ?? unit?.Extent,
            [.. never],
            CutOff(end.Tail),
            output.StdoutTail,
            output.StderrTail);
    }

    private static SourceSpan? CutOff(StreamTail tail) =>
        tail.Ending != ProgramEnding.Complete && tail.Remainder.Length > 0 ? tail.Remainder : null;
}
