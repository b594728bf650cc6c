namespace Eager.Engine.Simulation;

/// <summary>What a policy makes of a trace.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Batches">Batches dispatched.</param>
/// <param name="End">When the last statement was done, since the session opened; 0 for an empty program.</param>
/// <param name="NonOverlapped">NEL: how far that lies behind the end of the generation.</param>
public sealed record SimulatedRun(string Policy, int Batches, TimeSpan End, TimeSpan NonOverlapped);
