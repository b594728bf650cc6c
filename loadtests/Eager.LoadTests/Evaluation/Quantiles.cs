namespace Eager.LoadTests.Evaluation;

/// <summary>Order statistics of a sample.</summary>
public static class Quantiles
{
    /// <summary>The q-quantile, 0 ≤ q ≤ 1, by linear interpolation between order statistics (Hyndman and Fan 1996, type 7).</summary>
    /// <param name="sample">At least one value, in any order.</param>
    /// <param name="q">Which quantile.</param>
    public static double Of(IEnumerable<double> sample, double q)
    {
        var sorted = sample.Order().ToArray();
        var at = (sorted.Length - 1) * q;
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
