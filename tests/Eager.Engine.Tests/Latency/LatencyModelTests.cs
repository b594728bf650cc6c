using CsCheck;
using Eager.Engine.Latency;

namespace Eager.Engine.Tests.Latency;

public sealed class LatencyModelTests
{
    private static readonly Gen<(double Gap, double Execution)[]> Traces =
        Gen.Select(Gen.Double[0, 5], Gen.Double[0, 5]).Array[0, 40];

    [Fact]
    public void Recurrence_should_equal_the_closed_form_on_any_trace() =>
        Gen.Select(Traces, Gen.Double[0, 1]).Sample((trace, dispatch) =>
        {
            var (ready, execution) = Split(trace);
            return Close(LatencyModel.End(ready, execution, dispatch), LatencyModel.EndClosedForm(ready, execution, dispatch));
        });

    [Fact]
    public void End_should_lie_within_the_bounds_of_the_model_on_any_trace() =>
        Gen.Select(Traces, Gen.Double[0, 1]).Where((trace, _) => trace.Length > 0).Sample((trace, dispatch) =>
        {
            var (ready, execution) = Split(trace);
            var end = LatencyModel.End(ready, execution, dispatch);
            var work = (trace.Length * dispatch) + execution.Sum();
            var least = Math.Max(ready[^1] + dispatch + execution[^1], ready[0] + work);
            return end >= least - 1e-9 && end <= ready[^1] + work + 1e-9;
        });

    [Fact]
    public void Optimum_should_never_be_negative_and_never_exceed_the_execution_time() =>
        Gen.Select(Traces, Gen.Double[0, 10]).Sample((trace, rest) =>
        {
            var (ready, execution) = Split(trace);
            var generation = (ready.Length > 0 ? ready[^1] : 0) + rest;
            var optimum = LatencyModel.OptimumNonOverlapped(ready, execution, generation);
            return optimum >= 0 && optimum <= execution.Sum() + 1e-9;
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
    public void Model_should_refuse_lists_of_different_length() =>
        Assert.Throws<ArgumentException>(() => LatencyModel.End([1, 2], [1]));

    private static (double[] Ready, double[] Execution) Split((double Gap, double Execution)[] trace)
    {
        var at = 0.0;
        return ([.. trace.Select(chunk => at += chunk.Gap)], [.. trace.Select(chunk => chunk.Execution)]);
    }

    private static bool Close(double one, double other) => Math.Abs(one - other) <= 1e-9 * Math.Max(1, Math.Abs(one));
}
