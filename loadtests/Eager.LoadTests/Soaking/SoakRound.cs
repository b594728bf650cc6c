namespace Eager.LoadTests.Soaking;

/// <summary>What one round did and what it left behind, counted when all of its sessions were over.</summary>
/// <param name="Number">Which round, from 1.</param>
/// <param name="Sessions">Sessions that began.</param>
/// <param name="Failed">Sessions that were wrong.</param>
/// <param name="Lost">Sessions that lost their worker without being planned to.</param>
/// <param name="Kills">Processes that were killed.</param>
/// <param name="Processes">Descendants of this process that are left.</param>
/// <param name="Descriptors">Descriptors that are open.</param>
/// <param name="ManagedBytes">Bytes of live objects after a full collection.</param>
/// <param name="ResidentBytes">Resident memory.</param>
public sealed record SoakRound(
    int Number, int Sessions, int Failed, int Lost, int Kills, int Processes, int Descriptors, long ManagedBytes, long ResidentBytes);
