namespace Eager.Engine.Latency;

/// <summary>
/// The latency model of "Executing as You Generate" (arXiv 2604.00491, §2). All times are seconds on one clock that starts with the session.
/// </summary>
public static class LatencyModel
{
    /// <summary>
    /// End of a run by the recurrence te_i = max(td_i, te_{i-1}) + s + x_i, which a schedule that starts every chunk as soon as it is ready
    /// and the executor is free follows.
    /// </summary>
    /// <param name="ready">td_i: when chunk i could first be executed, in seconds, at least 0 and not decreasing.</param>
    /// <param name="execution">x_i: execution time of chunk i in seconds; as many as <paramref name="ready"/>.</param>
    /// <param name="dispatch">s: overhead of one dispatch in seconds.</param>
    /// <returns>te_N, or 0 for an empty program.</returns>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public static double End(ReadOnlySpan<double> ready, ReadOnlySpan<double> execution, double dispatch = 0)
    {
        RequireSameLength(ready, execution);
        var recurrence = new LatencyRecurrence();
        for (var i = 0; i < ready.Length; i++)
            recurrence.Add(ready[i], execution[i], dispatch);
        return recurrence.End;
    }

    /// <summary>The same in closed form: max_i [ td_i + Σ_{j≥i} (s + x_j) ].</summary>
    /// <inheritdoc cref="End" path="/param"/>
    /// <inheritdoc cref="End" path="/returns"/>
    public static double EndClosedForm(ReadOnlySpan<double> ready, ReadOnlySpan<double> execution, double dispatch = 0)
    {
        RequireSameLength(ready, execution);
        double end = 0, tail = 0;
        for (var i = ready.Length - 1; i >= 0; i--)
        {
            tail += dispatch + execution[i];
            end = Math.Max(end, ready[i] + tail);
        }

        return end;
    }

    /// <summary>
    /// The least non-overlapped execution latency that any schedule can reach: the recurrence without detection delay and dispatch overhead.
    /// </summary>
    /// <param name="ready">When the last byte that makes chunk i certain arrived, in seconds.</param>
    /// <param name="execution">x_i in seconds.</param>
    /// <param name="generation">T_FT + L/v: when the last byte of the program arrived, in seconds.</param>
    public static double OptimumNonOverlapped(ReadOnlySpan<double> ready, ReadOnlySpan<double> execution, double generation) =>
        Math.Max(0, End(ready, execution) - generation);

    private static void RequireSameLength(ReadOnlySpan<double> ready, ReadOnlySpan<double> execution)
    {
        if (ready.Length != execution.Length)
            throw new ArgumentException($"{ready.Length} ready times and {execution.Length} execution times");
    }
}
