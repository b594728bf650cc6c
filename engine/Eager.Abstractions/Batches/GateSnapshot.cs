namespace Eager.Batches;

/// <summary>What a gate policy sees when it decides.</summary>
/// <param name="Ready">Statements that are released and not dispatched.</param>
/// <param name="LowYieldTail">How many of them, at the end of the queue, only define names and may travel with the next one that does work.</param>
/// <param name="InFlight">Batches dispatched and not finished.</param>
/// <param name="Slots">Batches the backend takes before the first has finished.</param>
/// <param name="StreamEnded">True when no further statement can come.</param>
public readonly record struct GateSnapshot(int Ready, int LowYieldTail, int InFlight, int Slots, bool StreamEnded)
{
    /// <summary>o: what a dispatch has cost so far, a mean of this session; null before the first batch has finished.</summary>
    public TimeSpan? Overhead { get; init; }

    /// <summary>How long the ready statements are expected to execute.</summary>
    public TimeSpan PendingWork { get; init; }

    /// <summary>m: how much longer the program is expected to arrive.</summary>
    public TimeSpan RemainingGeneration { get; init; }
}
