using CsCheck;
using Eager.Engine.Latency;

namespace Eager.Engine.Tests.Latency;

public sealed class LatencyModelTests
{
    private const double Rounding = 1e-9;

    private static readonly Gen<(double[] Ready, double[] Execution)> Traces = TracesOfChunks.Any(40);

    private static readonly Gen<double> Dispatches = Gen.Double[0, 1];

    [Fact]
    public void Recurrence_should_equal_the_closed_form_on_any_trace() =>
        Gen.Select(Traces, Dispatches).Sample((trace, dispatch) => Math.Abs(
            LatencyModel.End(trace.Ready, trace.Execution, dispatch)
            - LatencyModel.EndClosedForm(trace.Ready, trace.Execution, dispatch)) <= Rounding);

    [Fact]
    public void End_should_lie_within_the_bounds_of_the_model_on_any_trace() =>
        Gen.Select(Traces, Dispatches).Where((trace, _) => trace.Ready.Length > 0).Sample((trace, dispatch) =>
        {
            var end = LatencyModel.End(trace.Ready, trace.Execution, dispatch);
            return end >= LatencyModel.LowerBound(trace.Ready, trace.Execution, dispatch) - Rounding
                && end <= LatencyModel.UpperBound(trace.Ready[^1], largestDetection: 0, trace.Execution, dispatch) + Rounding;
        });

    [Fact]
    public void Eager_run_should_end_no_later_than_the_serial_one_when_the_condition_of_the_model_holds() =>
        Gen.Select(Traces, Dispatches, Gen.Double[0, 2], Gen.Double[0, 50]).Sample((trace, dispatch, detection, setup) =>
        {
            if (!LatencyModel.IsNeverSlower(setup, detection, trace.Ready.Length, dispatch))
                return true;
            double[] ready = [.. trace.Ready.Select(generated => generated + detection)];
            var generation = trace.Ready.LastOrDefault();
            return LatencyModel.End(ready, trace.Execution, dispatch)
                <= LatencyModel.SerialEnd(generation, setup, trace.Execution.Sum()) + Rounding;
        });

    [Fact]
    public void Condition_should_fail_when_the_overheads_exceed_the_setup_by_anything()
    {
        Assert.True(LatencyModel.IsNeverSlower(setup: 1.25, largestDetection: 0.25, chunks: 4, dispatch: 0.25));
        Assert.False(LatencyModel.IsNeverSlower(setup: 1.25, largestDetection: 0.25, chunks: 5, dispatch: 0.25));
    }

    [Fact]
    public void Eager_run_should_be_at_most_twice_as_fast_when_nothing_fails() =>
        Traces.Sample(trace =>
        {
            var generation = trace.Ready.LastOrDefault();
            var serial = LatencyModel.SerialEnd(generation, setup: 0, trace.Execution.Sum());
            return serial <= (2 * Math.Max(generation, LatencyModel.End(trace.Ready, trace.Execution))) + Rounding;
        });

    [Fact]
    public void Schedule_bound_should_be_reached_by_the_recurrence_when_the_overhead_is_latency() =>
        Gen.Select(Traces, Dispatches).Where((trace, _) => trace.Ready.Length > 0).Sample((trace, dispatch) =>
        {
            double[] arrived = [.. trace.Ready.Select(ready => ready + dispatch)];
            var bound = LatencyModel.ScheduleBound(trace.Ready, trace.Execution, dispatch);
            return Math.Abs(LatencyModel.End(arrived, trace.Execution) - bound) <= Rounding;
        });

    [Fact]
    public void Optimum_should_never_be_negative_and_never_exceed_the_execution_time() =>
        Gen.Select(Traces, Gen.Double[0, 10]).Sample((trace, rest) =>
        {
            var optimum = LatencyModel.OptimumNonOverlapped(trace.Ready, trace.Execution, trace.Ready.LastOrDefault() + rest);
            return optimum >= 0 && optimum <= trace.Execution.Sum() + Rounding;
        });

    [Fact]
    public void Recurrence_should_take_chunks_one_at_a_time()
    {
        var recurrence = new LatencyRecurrence();
        recurrence.Add(ready: 1, execution: 2);
        recurrence.Add(ready: 2, execution: 1, dispatch: 0.5);
        recurrence.Add(ready: 10, execution: 1);

        Assert.Equal(11, recurrence.End);
        Assert.Equal(4.5, LatencyModel.End([1, 2], [2, 1], 0) + 0.5);
    }

    [Fact]
    public void Model_should_give_nothing_when_the_program_is_empty()
    {
        Assert.Equal(0, LatencyModel.End([], []));
        Assert.Equal(0, LatencyModel.LowerBound([], [], 1));
        Assert.Equal(0, LatencyModel.ScheduleBound([], [], 1));
        Assert.Equal(0, BatchedSchedule.OptimumEnd([], [], 1));
    }

    [Fact]
    public void Model_should_refuse_lists_of_different_length()
    {
        Assert.Throws<ArgumentException>(() => LatencyModel.End([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => LatencyModel.LowerBound([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => BatchedSchedule.OptimumEnd([1, 2], [1], 0));
    }
}
