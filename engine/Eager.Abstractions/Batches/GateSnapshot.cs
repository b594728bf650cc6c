namespace Eager.Batches;

/// <summary>What a gate policy sees when it decides.</summary>
/// <param name="Ready">Statements that are released and not dispatched.</param>
/// <param name="LowYieldTail">How many of them, at the end of the queue, only define names and may travel with the next one that does work.</param>
/// <param name="InFlight">Batches dispatched and not finished.</param>
/// <param name="Slots">Batches the backend takes before the first has finished.</param>
/// <param name="StreamEnded">True when no further statement can come.</param>
public readonly record struct GateSnapshot(int Ready, int LowYieldTail, int InFlight, int Slots, bool StreamEnded);
