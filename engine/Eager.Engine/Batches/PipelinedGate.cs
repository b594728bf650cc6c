using Eager.Batches;

namespace Eager.Engine.Batches;

/// <summary>
/// Sends everything that is ready at once: the backend queues units, so the overhead of a dispatch is hidden behind execution and waiting
/// gains nothing.
/// </summary>
public sealed class PipelinedGate : IGatePolicy
{
    /// <inheritdoc/>
    public string Name => "pipelined";

    /// <inheritdoc/>
    public int Admit(in GateSnapshot snapshot) => snapshot.Ready;
}
