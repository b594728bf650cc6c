using Eager.Effects;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Events;

/// <summary>One entry of a session's ordered, gap-free event stream. The family is closed.</summary>
public abstract record SessionEvent
{
    private protected SessionEvent()
    {
    }

    /// <summary>Position in the stream, counted from 0 without gaps.</summary>
    public long Seq { get; init; }

    /// <summary>Time since the session opened; never less than that of the event before.</summary>
    public TimeSpan At { get; init; }
}

/// <summary>The backend is ready; times count from here.</summary>
/// <param name="Language">Name of the language.</param>
/// <param name="Backend">Name of the backend.</param>
/// <param name="Mode">When it executes.</param>
/// <param name="Dispatch">Name of the gate policy.</param>
public sealed record SessionOpened(string Language, string Backend, ExecutionMode Mode, string Dispatch) : SessionEvent;

/// <summary>A statement became certain.</summary>
public sealed record StatementReleased(StatementBoundary Boundary) : SessionEvent;

/// <summary>Statements went to the backend together.</summary>
/// <param name="BatchId">Number of the batch, from 0.</param>
/// <param name="Statements">Indexes of its statements.</param>
public sealed record BatchDispatched(int BatchId, IReadOnlyList<int> Statements) : SessionEvent;

/// <summary>The program wrote bytes, cut anywhere.</summary>
public sealed record ProgramOutput(OutputStream Stream, ReadOnlyMemory<byte> Bytes) : SessionEvent;

/// <summary>Something is to be shown: <c>result</c> for the value of the program's last expression, <c>display</c> for all else.</summary>
/// <param name="Statement">Index of the statement that showed it; null where none ran.</param>
/// <param name="IsResult">True for the value of the program's last expression.</param>
/// <param name="Data">What to show.</param>
public sealed record ProgramDisplay(int? Statement, bool IsResult, MimeBundle Data) : SessionEvent;

/// <summary>A statement came to an effect that waits until the whole program has arrived and parses; so does all that follows.</summary>
/// <param name="Statement">Index of the statement; null for exit handlers.</param>
/// <param name="Class">What kind of effect it is.</param>
/// <param name="What">The effect in one line.</param>
/// <param name="HeldAt">When, since the session opened.</param>
public sealed record StatementHeld(int? Statement, EffectClass Class, string What, TimeSpan HeldAt) : SessionEvent;

/// <summary>The effect that waited happens, and the program goes on.</summary>
/// <param name="Statement">Index of the statement; null for exit handlers.</param>
/// <param name="ResumedAt">When, since the session opened.</param>
public sealed record StatementResumed(int? Statement, TimeSpan ResumedAt) : SessionEvent;

/// <summary>The program met a limit.</summary>
/// <param name="Statement">Index of the statement that ran; null where the limit is not one of statements.</param>
/// <param name="Reached">The limit; without a unit.</param>
public sealed record ProgramLimitReached(int? Statement, LimitReached Reached) : SessionEvent;

/// <summary>The program failed.</summary>
public sealed record ProgramFailed(ErrorReport Report) : SessionEvent;

/// <summary>All units of a batch ended.</summary>
public sealed record BatchFinished(int BatchId, UnitOutcome Outcome, IReadOnlyList<StatementTiming> Statements) : SessionEvent;

/// <summary>Whoever generates the program can stop: nothing more of it will be executed.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Position">Bytes that had been read.</param>
public sealed record GenerationInterrupt(InterruptReason Reason, long Position) : SessionEvent;

/// <summary>The stream of code is over.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Position">Bytes that were read.</param>
/// <param name="CutOff">Why it broke off, in one line; null where it did not.</param>
public sealed record StreamEnded(ProgramEnding Ending, long Position, string? CutOff = null) : SessionEvent;

/// <summary>The last event of a session.</summary>
public sealed record SessionCompleted(SessionSummary Summary) : SessionEvent;
