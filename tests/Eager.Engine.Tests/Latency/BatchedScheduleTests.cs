using CsCheck;
using Eager.Engine.Latency;

namespace Eager.Engine.Tests.Latency;

public sealed class BatchedScheduleTests
{
    [Fact]
    public void Optimum_should_be_the_least_over_all_partitions_on_any_short_trace() =>
        Gen.Select(TracesOfChunks.Any(9), Gen.Double[0, 3]).Sample((trace, dispatch) =>
            Math.Abs(BatchedSchedule.OptimumEnd(trace.Ready, trace.Execution, dispatch) - LeastOverPartitions(trace.Ready, trace.Execution, dispatch)) <= 1e-9);

    [Fact]
    public void Optimum_should_lie_between_the_bound_of_any_schedule_and_the_recurrence() =>
        Gen.Select(TracesOfChunks.Any(200), Gen.Double[0, 3]).Sample((trace, dispatch) =>
        {
            var optimum = BatchedSchedule.OptimumEnd(trace.Ready, trace.Execution, dispatch);
            return optimum >= LatencyModel.ScheduleBound(trace.Ready, trace.Execution, dispatch) - 1e-9
                && optimum <= LatencyModel.End(trace.Ready, trace.Execution, dispatch) + 1e-9;
        });

    [Fact]
    public void Optimum_should_be_the_recurrence_when_a_dispatch_costs_nothing() =>
        TracesOfChunks.Any(100).Sample(trace => Math.Abs(
            BatchedSchedule.OptimumEnd(trace.Ready, trace.Execution, 0) - LatencyModel.End(trace.Ready, trace.Execution)) <= 1e-9);

    [Fact]
    public void Optimum_should_wait_for_more_when_a_dispatch_is_dear() =>
        Assert.Equal(13, BatchedSchedule.OptimumEnd([0, 1, 2], [0.2, 0.3, 0.5], 10), 1e-9);

    /// <summary>Every way to cut the chunks into consecutive batches, each started as soon as its last chunk is ready and the executor is free.</summary>
    private static double LeastOverPartitions(double[] ready, double[] execution, double dispatch)
    {
        if (ready.Length == 0)
            return 0;
        var least = double.PositiveInfinity;
        for (var cuts = 0; cuts < 1 << (ready.Length - 1); cuts++)
        {
            double free = 0, work = 0;
            for (var k = 0; k < ready.Length; k++)
            {
                work += execution[k];
                if (k < ready.Length - 1 && (cuts & (1 << k)) == 0)
                    continue;
                free = Math.Max(free, ready[k]) + dispatch + work;
                work = 0;
            }

            least = Math.Min(least, free);
        }

        return least;
    }
}
