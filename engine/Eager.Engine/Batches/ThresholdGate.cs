using Eager.Batches;

namespace Eager.Engine.Batches;

/// <summary>
/// Merges when idle, but lets ready statements wait for more while the work that a dispatch would hide is not worth its overhead: with o the
/// overhead of a dispatch and m the generation that is still expected, it dispatches iff m &gt; o and the pending work exceeds
/// m·ln(m / (m − o)) − o, which is about o²/2m. What waits goes when the stream has ended. Until an overhead is measured it only merges.
/// </summary>
public sealed class ThresholdGate : IGatePolicy
{
    private readonly MergeWhenIdleGate _merge = new();

    /// <inheritdoc/>
    public string Name => "threshold";

    /// <inheritdoc/>
    public int Admit(in GateSnapshot snapshot) => Pays(snapshot) ? _merge.Admit(snapshot) : 0;

    /// <summary>Least work, in seconds, that is worth a dispatch; infinite where the generation ends before the dispatch has.</summary>
    /// <param name="overhead">o in seconds, at least 0.</param>
    /// <param name="remaining">m in seconds.</param>
    public static double LeastWork(double overhead, double remaining) =>
        remaining > overhead ? (remaining * Math.Log(remaining / (remaining - overhead))) - overhead : double.PositiveInfinity;

    private static bool Pays(in GateSnapshot snapshot) =>
        snapshot.StreamEnded
        || snapshot.Overhead is not { } overhead
        || snapshot.PendingWork.TotalSeconds > LeastWork(overhead.TotalSeconds, snapshot.RemainingGeneration.TotalSeconds);
}
