using Eager.Batches;
using Eager.Executions;

namespace Eager.Engine.Batches;

/// <summary>The gate policies there are, and which one a backend gets that was given none.</summary>
public static class GatePolicies
{
    /// <summary>The policies that can be chosen by name.</summary>
    public static IReadOnlyList<IGatePolicy> All { get; } = [new ImmediateGate(), new MergeWhenIdleGate(), new ThresholdGate(), new PipelinedGate()];

    /// <summary>Sending ahead where the backend queues; else by the overhead that is measured while the session runs.</summary>
    public static IGatePolicy For(BackendCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        return capabilities.QueuesUnits ? new PipelinedGate() : new MeasuredGate();
    }
}
