using Eager.Batches;
using Eager.Engine.Batches;
using Eager.Executions;

namespace Eager.Engine.Tests.Batches;

public sealed class GatePolicyTests
{
    [Theory]
    [InlineData(3, 0, 0, false, 3)]
    [InlineData(3, 3, 5, false, 3)]
    [InlineData(0, 0, 0, true, 0)]
    public void PipelinedGate_should_admit_all_that_is_ready(int ready, int lowYield, int inFlight, bool ended, int admitted) =>
        Assert.Equal(admitted, new PipelinedGate().Admit(new GateSnapshot(ready, lowYield, inFlight, 64, ended)));

    [Theory]
    [InlineData(3, 0, 0, 1)]
    [InlineData(3, 3, 5, 1)]
    [InlineData(0, 0, 0, 0)]
    public void ImmediateGate_should_admit_one_at_a_time(int ready, int lowYield, int inFlight, int admitted) =>
        Assert.Equal(admitted, new ImmediateGate().Admit(new GateSnapshot(ready, lowYield, inFlight, 64, false)));

    [Theory]
    [InlineData(3, 0, 0, false, 3)]
    [InlineData(3, 0, 1, false, 0)]
    [InlineData(3, 0, 1, true, 0)]
    [InlineData(3, 1, 0, false, 2)]
    [InlineData(3, 3, 0, false, 0)]
    [InlineData(3, 3, 0, true, 3)]
    [InlineData(3, 1, 0, true, 3)]
    public void MergeWhenIdleGate_should_admit_what_does_work_when_nothing_runs(int ready, int lowYield, int inFlight, bool ended, int admitted) =>
        Assert.Equal(admitted, new MergeWhenIdleGate().Admit(new GateSnapshot(ready, lowYield, inFlight, 4, ended)));

    [Fact]
    public void ThresholdGate_should_merge_when_no_overhead_is_measured_yet() =>
        Assert.Equal(2, new ThresholdGate().Admit(new GateSnapshot(3, 1, 0, 4, false)));

    [Theory]
    [InlineData(1000, 10_000, 40, 0)]
    [InlineData(1000, 10_000, 54, 3)]
    [InlineData(1000, 1000, 99_999, 0)]
    [InlineData(1000, 500, 99_999, 0)]
    [InlineData(0, 500, 1, 3)]
    public void ThresholdGate_should_dispatch_when_the_pending_work_exceeds_the_closed_form(double overhead, double remaining, double pending, int admitted) =>
        Assert.Equal(admitted, new ThresholdGate().Admit(Snapshot(overhead, remaining, pending)));

    [Fact]
    public void ThresholdGate_should_admit_all_when_the_stream_has_ended() =>
        Assert.Equal(3, new ThresholdGate().Admit(Snapshot(1000, 500, 0) with { StreamEnded = true, LowYieldTail = 3 }));

    [Fact]
    public void ThresholdGate_should_wait_when_a_batch_runs() =>
        Assert.Equal(0, new ThresholdGate().Admit(Snapshot(1, 10_000, 500) with { InFlight = 1 }));

    [Fact]
    public void LeastWork_should_be_about_half_the_squared_overhead_by_what_remains_when_that_is_long() =>
        Assert.Equal(0.1 * 0.1 / (2 * 100), ThresholdGate.LeastWork(0.1, 100), 1e-7);

    [Theory]
    [InlineData(4, 0.001, 3)]
    [InlineData(300, 0.001, 0)]
    [InlineData(300, 30, 3)]
    public void MeasuredGate_should_go_by_the_threshold_when_the_overhead_is_large(double overhead, double pending, int admitted) =>
        Assert.Equal(admitted, new MeasuredGate().Admit(Snapshot(overhead, 10_000, pending)));

    [Fact]
    public void MeasuredGate_should_merge_when_nothing_is_measured() =>
        Assert.Equal(3, new MeasuredGate().Admit(new GateSnapshot(3, 0, 0, 4, false)));

    [Theory]
    [InlineData(true, "pipelined")]
    [InlineData(false, "measured")]
    public void Backend_should_get_the_policy_that_suits_it_when_none_is_named(bool queues, string policy) =>
        Assert.Equal(policy, GatePolicies.For(new BackendCapabilities(4, queues, KeepsStateOnInterrupt: true)).Name);

    [Fact]
    public void Policies_should_be_known_by_names_of_their_own() =>
        Assert.Equal(["immediate", "merge", "threshold", "pipelined"], GatePolicies.All.Select(policy => policy.Name));

    private static GateSnapshot Snapshot(double overhead, double remaining, double pending) => new(3, 0, 0, 4, false)
    {
        Overhead = TimeSpan.FromMilliseconds(overhead),
        RemainingGeneration = TimeSpan.FromMilliseconds(remaining),
        PendingWork = TimeSpan.FromMilliseconds(pending),
    };
}
