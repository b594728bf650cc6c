namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>Confidence intervals by resampling whole clusters (Efron 1979, percentile method): programs differ far more than repetitions of one.</summary>
internal static class Bootstrap
{
    private const int Resamples = 2000;
    private const double Tail = 0.025;

    /// <summary>A statistic of a sample and its 95 % interval. The same sample always gives the same interval.</summary>
    /// <param name="clusters">At least one.</param>
    /// <param name="statistic">What is asked of a sample.</param>
    public static Estimate Of<T>(IReadOnlyList<T> clusters, Func<IReadOnlyList<T>, double> statistic)
    {
        var random = new Random(1);
        var values = new double[Resamples];
        var drawn = new T[clusters.Count];
        for (var i = 0; i < Resamples; i++)
        {
            for (var at = 0; at < drawn.Length; at++)
                drawn[at] = clusters[random.Next(clusters.Count)];
            values[i] = statistic(drawn);
        }

        return new Estimate(statistic(clusters), Quantiles.Of(values, Tail), Quantiles.Of(values, 1 - Tail));
    }
}
