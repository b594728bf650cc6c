using Eager.Batches;

namespace Eager.Engine.Batches;

/// <summary>
/// For a backend that each dispatch occupies: merges when idle while the measured overhead is small, where that reaches the optimum, and goes by
/// the threshold above.
/// </summary>
public sealed class MeasuredGate : IGatePolicy
{
    /// <summary>Up to here merging when idle reaches the optimum of batching on the corpus, at the median (docs/benchmarks.md).</summary>
    private static readonly TimeSpan SmallOverhead = TimeSpan.FromMilliseconds(5);

    private readonly MergeWhenIdleGate _merge = new();
    private readonly ThresholdGate _threshold = new();

    /// <inheritdoc/>
    public string Name => "measured";

    /// <inheritdoc/>
    public int Admit(in GateSnapshot snapshot) =>
        snapshot.Overhead > SmallOverhead ? _threshold.Admit(snapshot) : _merge.Admit(snapshot);
}
