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
        var failed = unit?.Statement?.Boundary.Code ?? unit?.Extent;
        return new ErrorReport(
            error,
            unit?.Statement?.Index,
            ledger.Ran,
            failed,
            [.. never.Select(span => Behind(failed, span)).OfType<SourceSpan>()],
            CutOff(end.Tail) is { } cutOff ? Behind(failed, cutOff) : null,
            output.StdoutTail,
            output.StderrTail);
    }

    /// <summary>
    /// What of a span lies behind the failed text, or null: text that was only compiled stands in what was held as well, and belongs to one part.
    /// </summary>
    private static SourceSpan? Behind(SourceSpan? failed, SourceSpan span)
    {
        if (failed is not { } wrong || span.Start >= wrong.End)
            return span;
        return span.End <= wrong.End ? null : span with { Start = wrong.End, Line = wrong.EndLine + 1 };
    }

    private static SourceSpan? CutOff(StreamTail tail) =>
        tail.Ending != ProgramEnding.Complete && tail.Remainder.Length > 0 ? tail.Remainder : null;
}
