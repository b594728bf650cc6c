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
public sealed record SessionOpened(string Language, string Backend, ExecutionMode Mode) : SessionEvent;

/// <summary>A statement became certain.</summary>
public sealed record StatementReleased(StatementBoundary Boundary) : SessionEvent;

/// <summary>Statements went to the backend together.</summary>
/// <param name="BatchId">Number of the batch, from 0.</param>
/// <param name="Statements">Indexes of its statements.</param>
public sealed record BatchDispatched(int BatchId, IReadOnlyList<int> Statements) : SessionEvent;

/// <summary>The program wrote bytes, cut anywhere.</summary>
public sealed record ProgramOutput(OutputStream Stream, ReadOnlyMemory<byte> Bytes) : SessionEvent;

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
public sealed record StreamEnded(ProgramEnding Ending, long Position) : SessionEvent;

/// <summary>The last event of a session.</summary>
public sealed record SessionCompleted(SessionSummary Summary) : SessionEvent;
