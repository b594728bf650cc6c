using Eager.Engine.Pipeline;
using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Executions;

/// <summary>Draws up a session's summary from what its executor saw.</summary>
internal static class SummaryWriter
{
    private const int WorkerFailed = 70;
    private const int LimitReached = 124;
    private const int Interrupted = 130;

    public static SessionSummary Write(
        SessionContext session,
        SessionIdentity identity,
        ExecutionLedger ledger,
        OutputLog output,
        ExecutorProtocol.EndProgram end,
        ExecutionClose close)
    {
        var generation = session.Since(end.Tail.EndedAt);
        return new SessionSummary
        {
            Mode = identity.Mode,
            Language = identity.Language,
            Backend = identity.Backend,
            Generation = generation,
            Total = Later(session.Since(close.At), generation),
            FirstOutput = output.First,
            Statements = ledger.Statements + end.Unsent.Count(statement => statement.Boundary.BeginsStatement),
            Units = ledger.Units + end.Unsent.Length,
            Batches = ledger.Batches,
            HeldStatements = ledger.HeldStatements + (ledger.Hold.IsWaiting ? end.Unsent.Length : end.Unsent.Count(statement => statement.IsHeldBack)),
            HeldWait = session.Time.GetElapsedTime(0, ledger.Hold.Within(long.MinValue, close.At)),
            Execution = session.Time.GetElapsedTime(0, ledger.Execution),
            HeldExecution = session.Time.GetElapsedTime(0, ledger.HeldExecution),
            Staged = close.Staged,
            Outcome = OutcomeWriter.Write(ledger, end, close.Staged),
            OptimumNonOverlapped = Optimum(session, ledger, generation),
            Exit = Exit(end, close),
            StdoutSha256 = output.StdoutSha256(),
            Error = ErrorReportWriter.Write(ledger, end, output, close.Staged),
            CutOff = end.Tail.CutOff,
            Fault = end.Tail.LimitReached ?? close.Loss ?? close.Limit,
        };
    }

    private static int Exit(ExecutorProtocol.EndProgram end, ExecutionClose close) => close switch
    {
        _ when end.Tail.LimitReached is not null => LimitReached,
        { LimitReached: true } => LimitReached,
        { Interrupted: true } when !DecidedItself(end, close) => Interrupted,
        { Loss: not null } => WorkerFailed,
        _ => close.ExitStatus ?? WorkerFailed,
    };

    /// <summary>A program that had arrived whole ends as it would have serially, a handled interrupt included.</summary>
    private static bool DecidedItself(ExecutorProtocol.EndProgram end, ExecutionClose close) =>
        end.Tail.Ending == ProgramEnding.Complete && close is { Loss: null, ExitStatus: not null };

    private static TimeSpan Optimum(SessionContext session, ExecutionLedger ledger, TimeSpan generation) =>
        Later(session.Since(ledger.EarliestEnd) - generation, TimeSpan.Zero);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
