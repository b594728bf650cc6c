using Eager.Effects;
using Eager.Engine.Statements;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Executions;

/// <summary>Says where each part of the text of a program stands that did not run whole.</summary>
internal static class OutcomeWriter
{
    /// <summary>Null where the program ran whole.</summary>
    public static ProgramOutcome? Write(ExecutionLedger ledger, ExecutorProtocol.EndProgram end, StagedChanges? staged)
    {
        var waiting = ledger.Unfinished.Concat(end.Unsent).Where(statement => statement != ledger.Error?.Unit?.Statement);
        var failed = ledger.Error?.Unit?.Statement?.Boundary.Code ?? ledger.Error?.Unit?.Extent;
        SourceSpan[] never =
        [
            .. ledger.Skipped.Concat(waiting.Select(statement => statement.Boundary.Code)).Select(span => Behind(failed, span)).OfType<SourceSpan>(),
        ];
        var cutOff = CutOff(end.Tail) is { } text ? Behind(failed, text) : null;
        if (ledger.Error is null && end.Tail.Ending == ProgramEnding.Complete && never.Length == 0)
            return null;
        HeldEffect[] dropped = ledger.Hold is { IsWaiting: true, Effect: { } effect } ? [effect] : [];
        var outcome = new ProgramOutcome(ledger.Ran, failed, never, cutOff, dropped, Continuation: "") { DroppedFiles = staged?.Dropped ?? [] };
        return outcome with { Continuation = ContinuationText.Write(outcome, ledger.RanStatements, ledger.Error, ledger.Crash) };
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
