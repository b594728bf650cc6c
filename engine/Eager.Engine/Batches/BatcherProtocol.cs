using Eager.Batches;
using Eager.Engine.Dispatch;
using Eager.Engine.Statements;
using Eager.Statements;

namespace Eager.Engine.Batches;

/// <summary>
/// The chunker offers statements within its credits and ends the stream once; the executor frees a slot for each batch it has finished,
/// which returns the credits of the batch's statements to the chunker.
/// </summary>
[ActorProtocol]
internal static class BatcherProtocol
{
    /// <summary>A statement is ready. Owns its text.</summary>
    public sealed record OfferStatement(Statement Statement);

    /// <summary>Text that can only be wrong, to be compiled and not run. Owns its text.</summary>
    public sealed record OfferProbe(SourceSpan Extent, ReadOnlyMemory<byte> Text);

    /// <summary>No statement follows.</summary>
    public sealed record EndStatements(StreamTail Tail);

    /// <summary>A batch has finished.</summary>
    public sealed record SlotFreed(Batch Batch);
}
