using Eager.Batches;
using Eager.Engine.Dispatch;
using Eager.Engine.Statements;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Batches;

/// <summary>
/// The chunker offers statements within its credits and ends the stream once; the executor frees a slot for each batch it has finished,
/// which returns the credits of the batch's statements to the chunker. Where execution waits for the end of the stream, credits and answers to
/// probes are given at once. Where blocks can be opened, the chunker is told when nothing is left to execute.
/// </summary>
[ActorProtocol]
internal static class BatcherProtocol
{
    /// <summary>A statement is ready. Owns its text.</summary>
    public sealed record OfferStatement(Statement Statement);

    /// <summary>Text that seems to be wrong, to be compiled and not run. Owns its text. The chunker learns if it compiles.</summary>
    public sealed record OfferProbe(SourceSpan Extent, ReadOnlyMemory<byte> Text);

    /// <summary>All that was offered before is queued: time to see what the gate admits.</summary>
    public sealed record Cut
    {
        public static readonly Cut Instance = new();
    }

    /// <summary>The backend stands before an effect that waits for the end of the stream.</summary>
    public sealed record Held
    {
        public static readonly Held Instance = new();
    }

    /// <summary>No statement follows.</summary>
    public sealed record EndStatements(StreamTail Tail);

    /// <summary>A batch has finished; the outcome is the first that was no success, the timing null where no statement ran.</summary>
    public sealed record SlotFreed(Batch Batch, UnitOutcome Outcome, BatchTiming? Timing);
}
