namespace Eager.Engine.Latency;

/// <summary>
/// The best schedule where each dispatch occupies the executor for o, whatever it carries: batches j+1..k of consecutive chunks with
/// f_k = max(a_k, f_j) + o + Σ_{j&lt;i≤k} e_i. Seconds throughout.
/// </summary>
/// <remarks>
/// A batch that starts when the executor is free and takes every ready chunk is never worse: a ready chunk that waits for the next batch would delay
/// that batch as much by running in this one, and may save its overhead. So the choice is only how long to wait, and the minimum over all
/// partitions is reached by such a schedule.
/// </remarks>
public static class BatchedSchedule
{
    /// <summary>The earliest end that any batching reaches, by dynamic programming in time linear in the number of chunks.</summary>
    /// <param name="ready">a_k: when chunk k could first be dispatched, in seconds, at least 0 and not decreasing.</param>
    /// <param name="execution">e_k in seconds, at least 0; as many as <paramref name="ready"/>.</param>
    /// <param name="dispatch">o: overhead of one dispatch, in seconds, at least 0.</param>
    /// <returns>f_N, or 0 for an empty program.</returns>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public static double OptimumEnd(ReadOnlySpan<double> ready, ReadOnlySpan<double> execution, double dispatch)
    {
        if (ready.Length != execution.Length)
            throw new ArgumentException($"{ready.Length} ready times and {execution.Length} execution times");
        var end = new double[ready.Length + 1];
        var sum = new double[ready.Length + 1];
        var late = new LinkedList<int>();
        var early = 0;
        for (var k = 1; k <= ready.Length; k++)
        {
            sum[k] = sum[k - 1] + execution[k - 1];
            Push(late, k - 1, end, sum);

            // f does not decrease, so up to some j the executor is free before chunk k is ready: of those the last leaves the least to run.
            while (early + 1 < k && end[early + 1] <= ready[k - 1])
                early++;
            while (late.First is { } first && first.Value <= early)
                late.RemoveFirst();
            end[k] = Math.Max(ready[k - 1], end[early]) + dispatch + sum[k] - sum[early];
            if (late.First is { Value: var j })
                end[k] = Math.Min(end[k], end[j] - sum[j] + dispatch + sum[k]);
        }

        return end[^1];
    }

    /// <summary>Keeps the candidates whose f_j − Σ_{i≤j} e_i is less than that of all after them, so that the least is the first.</summary>
    private static void Push(LinkedList<int> late, int j, double[] end, double[] sum)
    {
        while (late.Last is { } last && end[last.Value] - sum[last.Value] >= end[j] - sum[j])
            late.RemoveLast();
        late.AddLast(j);
    }
}
