using Eager.Batches;

namespace Eager.Engine.Batches;

/// <summary>Sends every statement by itself as soon as the backend has a slot: the schedule of the recurrence (arXiv 2604.00491, §2).</summary>
public sealed class ImmediateGate : IGatePolicy
{
    /// <inheritdoc/>
    public string Name => "immediate";

    /// <inheritdoc/>
    public int Admit(in GateSnapshot snapshot) => Math.Min(1, snapshot.Ready);
}
