using Eager.Batches;

namespace Eager.Engine.Batches;

/// <summary>
/// Waits while the backend is busy, then sends everything that is ready in one batch (arXiv 2604.00491 §3). Definitions at the end of the
/// queue stay behind for the next statement that does work, but not past the end of the stream.
/// </summary>
public sealed class MergeWhenIdleGate : IGatePolicy
{
    /// <inheritdoc/>
    public string Name => "merge";

    /// <inheritdoc/>
    public int Admit(in GateSnapshot snapshot)
    {
        if (snapshot.InFlight > 0)
            return 0;
        return snapshot.StreamEnded ? snapshot.Ready : snapshot.Ready - snapshot.LowYieldTail;
    }
}
