namespace Eager.Executions;

/// <summary>What a backend can do.</summary>
/// <param name="Slots">Batches it accepts before the first of them has finished; at least 1.</param>
/// <param name="QueuesUnits">
/// True where units sent ahead wait in the backend and run in order, so that the overhead of a dispatch is hidden behind execution.
/// </param>
/// <param name="KeepsStateOnInterrupt">True where an interrupt leaves the session's variables usable.</param>
public sealed record BackendCapabilities(int Slots, bool QueuesUnits, bool KeepsStateOnInterrupt)
{
    /// <summary>True where it takes the parts of a statement that is still arriving.</summary>
    public bool OpensBlocks { get; init; }

    /// <summary>True where changes to the working directory are staged: what became of them is known with the session's last event.</summary>
    public bool StagesWrites { get; init; }
}
