namespace Eager.Engine.Latency;

/// <summary>
/// The latency model of "Executing as You Generate" (arXiv 2604.00491, §2). All times are seconds on one clock that starts with the session.
/// Chunk i is generated at tg_i, ready at td_i = tg_i + d_i where d_i is the detection delay that generation does not hide, and done at te_i.
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

    /// <summary>End of the serial run: T_FT + L/v + s_full + x_full.</summary>
    /// <param name="generation">T_FT + L/v: when the last token arrived, in seconds.</param>
    /// <param name="setup">s_full: one-off set-up of the whole program, in seconds.</param>
    /// <param name="execution">x_full: execution time of the whole program, in seconds.</param>
    public static double SerialEnd(double generation, double setup, double execution) => generation + setup + execution;

    /// <summary>Upper bound of the recurrence: T_FT + L/v + d_max + N·s + Σ x_j.</summary>
    /// <param name="generation">T_FT + L/v: when the last token arrived, in seconds.</param>
    /// <param name="largestDetection">d_max: the largest detection delay, in seconds.</param>
    /// <param name="execution">x_j in seconds.</param>
    /// <param name="dispatch">s: overhead of one dispatch in seconds.</param>
    public static double UpperBound(double generation, double largestDetection, ReadOnlySpan<double> execution, double dispatch = 0) =>
        generation + largestDetection + Work(execution, dispatch);

    /// <summary>
    /// Lower bound of the recurrence: max( T_FT + L/v + d_N + s + x_N , T_FT + l_1/v + d_1 + N·s + Σ x_j ), where the first three terms of each
    /// are td_N and td_1.
    /// </summary>
    /// <inheritdoc cref="End" path="/param"/>
    public static double LowerBound(ReadOnlySpan<double> ready, ReadOnlySpan<double> execution, double dispatch = 0)
    {
        RequireSameLength(ready, execution);
        return ready.IsEmpty ? 0 : Math.Max(ready[^1] + dispatch + execution[^1], ready[0] + Work(execution, dispatch));
    }

    /// <summary>
    /// Lower bound of any schedule at all, batched, pipelined or both: F ≥ o + max_k ( a_k + Σ_{i≥k} e_i ). Chunk k cannot start before it was
    /// ready and its dispatch had arrived, and everything from it on runs after that.
    /// </summary>
    /// <param name="ready">a_k: when chunk k could first be dispatched, in seconds.</param>
    /// <param name="execution">e_k in seconds; as many as <paramref name="ready"/>.</param>
    /// <param name="dispatch">o: overhead of one dispatch in seconds.</param>
    public static double ScheduleBound(ReadOnlySpan<double> ready, ReadOnlySpan<double> execution, double dispatch = 0) =>
        ready.IsEmpty ? 0 : dispatch + EndClosedForm(ready, execution);

    /// <summary>
    /// True where running eagerly cannot be slower than running serially, whatever the chunks are: s_full ≥ d_max + N·s. Holds where the chunks
    /// take no longer than the whole, Σ x_j ≤ x_full.
    /// </summary>
    /// <param name="setup">s_full: one-off set-up of the serial run, in seconds.</param>
    /// <param name="largestDetection">d_max: the largest detection delay, in seconds.</param>
    /// <param name="chunks">N: number of chunks.</param>
    /// <param name="dispatch">s: overhead of one dispatch in seconds.</param>
    public static bool IsNeverSlower(double setup, double largestDetection, int chunks, double dispatch) =>
        setup >= largestDetection + (chunks * dispatch);

    /// <summary>
    /// The least non-overlapped execution latency that any schedule can reach: the recurrence without detection delay and dispatch overhead.
    /// </summary>
    /// <param name="ready">When the last byte that makes chunk i certain arrived, in seconds.</param>
    /// <param name="execution">x_i in seconds.</param>
    /// <param name="generation">T_FT + L/v: when the last byte of the program arrived, in seconds.</param>
    public static double OptimumNonOverlapped(ReadOnlySpan<double> ready, ReadOnlySpan<double> execution, double generation) =>
        Math.Max(0, End(ready, execution) - generation);

    private static double Work(ReadOnlySpan<double> execution, double dispatch)
    {
        var work = execution.Length * dispatch;
        foreach (var time in execution)
            work += time;
        return work;
    }

    private static void RequireSameLength(ReadOnlySpan<double> ready, ReadOnlySpan<double> execution)
    {
        if (ready.Length != execution.Length)
            throw new ArgumentException($"{ready.Length} ready times and {execution.Length} execution times");
    }
}
