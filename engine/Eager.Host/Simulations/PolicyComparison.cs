using Eager.Engine.Batches;
using Eager.Engine.Recordings;
using Eager.Engine.Simulation;
using Eager.Executions;

namespace Eager.Host.Simulations;

/// <summary>One recorded run under every dispatch policy.</summary>
/// <param name="File">Where the run was recorded.</param>
/// <param name="Trace">What was replayed.</param>
/// <param name="Policies">What each policy makes of it.</param>
/// <param name="MeasuredPolicy">The policy the run itself had.</param>
/// <param name="Measured">NEL of the run itself; null where the trace is not as it was recorded.</param>
internal sealed record PolicyComparison(
    string File, DispatchTrace Trace, IReadOnlyList<SimulatedRun> Policies, string MeasuredPolicy, TimeSpan? Measured)
{
    /// <summary>Batches that a queueing backend takes ahead, as the workers of this build do.</summary>
    private const int QueueSlots = 64;

    private static readonly BackendCapabilities Occupied = new(Slots: 1, QueuesUnits: false, KeepsStateOnInterrupt: true);
    private static readonly BackendCapabilities Queueing = new(QueueSlots, QueuesUnits: true, KeepsStateOnInterrupt: true);

    /// <summary>What the model predicts for the policy that the run had; null where it is none of those compared.</summary>
    public TimeSpan? Predicted => Policies.FirstOrDefault(one => one.Policy == MeasuredPolicy)?.NonOverlapped;

    public static PolicyComparison Of(string file, RecordedRun run, DispatchTrace trace, bool asRecorded) => new(
        file,
        trace,
        [.. GatePolicies.All.Select(gate => DispatchSimulator.Run(trace, gate, gate is PipelinedGate ? Queueing : Occupied))],
        run.Opened.Dispatch,
        asRecorded ? run.Summary.NonOverlapped : null);
}
