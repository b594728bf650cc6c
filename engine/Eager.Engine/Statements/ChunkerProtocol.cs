using Eager.Engine.Dispatch;
using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Statements;

/// <summary>
/// The chunker reads code while it has credits: of the batcher, for statements, and of the event hub, for their events. It ends once:
/// by itself at the end of the code, or when it is told to.
/// </summary>
[ActorProtocol]
internal static class ChunkerProtocol
{
    /// <summary>The code reader has code, or its ending.</summary>
    public sealed record CodeArrived
    {
        public static readonly CodeArrived Instance = new();
    }

    /// <summary>Statements have finished; so many bytes of the window are free again.</summary>
    public sealed record CreditsReturned(long Bytes);

    /// <summary>Events of this actor reached the reader's queue.</summary>
    public sealed record EventAccepted
    {
        public static readonly EventAccepted Instance = new();
    }

    /// <summary>The executor has reached the end of what was offered to it: so many statements.</summary>
    public sealed record ExecutorReached(int Statements);

    /// <summary>The language's own compiler has seen what seemed to be wrong: it is not where the outcome is a success.</summary>
    public sealed record ProbeEnded(UnitOutcome Outcome);

    /// <summary>Nothing more of the program will run; a limit that was reached in one line.</summary>
    public sealed record Halt(InterruptReason Reason, string? LimitReached = null);
}
