using CsCheck;
using Eager.Batches;
using Eager.Engine.Batches;
using Eager.Engine.Latency;
using Eager.Engine.Simulation;
using Eager.Engine.Tests.Latency;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Tests.Simulation;

public sealed class DispatchSimulatorTests
{
    private static readonly BackendCapabilities Occupied = new(Slots: 1, QueuesUnits: false, KeepsStateOnInterrupt: true);
    private static readonly BackendCapabilities Queueing = new(Slots: 64, QueuesUnits: true, KeepsStateOnInterrupt: true);

    private static readonly IGatePolicy[] Batching = [new ImmediateGate(), new MergeWhenIdleGate(), new ThresholdGate(), new MeasuredGate()];

    private static readonly Gen<DispatchTrace> Traces = Gen.Select(TracesOfChunks.Any(30), Gen.Int[0, 500], Gen.Int[0, 2000]).Select(
        (trace, overhead, rest) => new DispatchTrace
        {
            Statements = [.. trace.Ready.Zip(trace.Execution, (ready, execution) =>
                new TracedStatement(StatementKind.Expression, TimeSpan.FromSeconds(ready), TimeSpan.FromSeconds(execution)))],
            Generation = TimeSpan.FromSeconds(trace.Ready.LastOrDefault()) + TimeSpan.FromMilliseconds(rest),
            Overhead = TimeSpan.FromMilliseconds(overhead),
        });

    [Fact]
    public void Immediate_dispatch_should_end_as_the_recurrence_says_when_a_dispatch_occupies_the_backend() =>
        Traces.Sample(trace =>
        {
            var run = DispatchSimulator.Run(trace, new ImmediateGate(), Occupied);
            return run.Batches == trace.Statements.Count
                && Same(run.End, LatencyModel.End(Ready(trace), Execution(trace), trace.Overhead.TotalSeconds));
        });

    [Fact]
    public void Pipelined_dispatch_should_reach_the_bound_of_any_schedule_when_units_queue() =>
        Traces.Sample(trace =>
        {
            var run = DispatchSimulator.Run(trace, new PipelinedGate(), Queueing with { Slots = 1000 });
            return Same(run.End, LatencyModel.ScheduleBound(Ready(trace), Execution(trace), trace.Overhead.TotalSeconds))
                && run.NonOverlapped == trace.LeastNonOverlapped;
        });

    [Fact]
    public void No_policy_should_beat_the_optimum_of_batching_or_the_bound_of_any_schedule() =>
        Gen.Select(Traces, Gen.Int[0, Batching.Length - 1]).Sample((trace, gate) =>
        {
            var run = DispatchSimulator.Run(trace, Batching[gate], Occupied);
            return run.NonOverlapped >= trace.BatchedOptimum && trace.BatchedOptimum >= trace.LeastNonOverlapped;
        });

    [Fact]
    public void No_policy_should_beat_the_bound_of_any_schedule_when_units_queue() =>
        Gen.Select(Traces, Gen.Int[0, GatePolicies.All.Count - 1], Gen.Int[1, 4]).Sample((trace, gate, slots) =>
            DispatchSimulator.Run(trace, GatePolicies.All[gate], Queueing with { Slots = slots }).NonOverlapped >= trace.LeastNonOverlapped);

    [Fact]
    public void Merging_should_take_what_became_ready_while_the_backend_was_busy()
    {
        var run = DispatchSimulator.Run(Trace(100, 1000, (0, 500), (100, 10), (200, 10), (900, 10)), new MergeWhenIdleGate(), Occupied);

        Assert.Equal(new SimulatedRun("merge", 3, Ms(1010), Ms(10)), run);
    }

    [Fact]
    public void Threshold_should_wait_for_the_end_when_the_work_is_not_worth_a_dispatch()
    {
        (int, int)[] statements = [(100, 1), (700, 1), (800, 1), (900, 1)];

        var merged = DispatchSimulator.Run(Trace(500, 1000, statements), new MergeWhenIdleGate(), Occupied);
        var waited = DispatchSimulator.Run(Trace(500, 1000, statements), new ThresholdGate(), Occupied);

        Assert.Equal(new SimulatedRun("merge", 3, Ms(1703), Ms(703)), merged);
        Assert.Equal(new SimulatedRun("threshold", 2, Ms(1503), Ms(503)), waited);
    }

    [Fact]
    public void Definitions_should_travel_with_what_does_work_when_they_are_replayed()
    {
        var trace = Trace(10, 100, (0, 1), (10, 1), (20, 1));
        var definitions = trace with { Statements = [.. trace.Statements.Take(2).Select(one => one with { Kind = StatementKind.Definition }), trace.Statements[2]] };

        Assert.Equal(1, DispatchSimulator.Run(definitions, new MergeWhenIdleGate(), Occupied).Batches);
    }

    [Fact]
    public void Empty_program_should_leave_nothing_to_wait_for() =>
        Assert.Equal(new SimulatedRun("pipelined", 0, Ms(0), Ms(0)), DispatchSimulator.Run(Trace(10, 100), new PipelinedGate(), Queueing));

    private static DispatchTrace Trace(int overhead, int generation, params (int Ready, int Execution)[] statements) => new()
    {
        Statements = [.. statements.Select(one => new TracedStatement(StatementKind.Expression, Ms(one.Ready), Ms(one.Execution)))],
        Generation = Ms(generation),
        Overhead = Ms(overhead),
    };

    private static bool Same(TimeSpan end, double seconds) => Math.Abs(end.TotalSeconds - seconds) < 1e-6;

    private static double[] Ready(DispatchTrace trace) => [.. trace.Statements.Select(one => one.ReadyAt.TotalSeconds)];

    private static double[] Execution(DispatchTrace trace) => [.. trace.Statements.Select(one => one.Execution.TotalSeconds)];

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
