namespace Eager.Benchmarks.Allocations;

/// <summary>An operation whose allocation is kept: the same that the benchmarks time.</summary>
/// <param name="Name">Its name in the baseline.</param>
/// <param name="Operations">Operations of one run.</param>
/// <param name="Run">Runs them on the calling thread.</param>
public sealed record AllocationCase(string Name, int Operations, Action Run);
