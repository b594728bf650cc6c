using HdrHistogram;

namespace Eager.LoadTests.Capacity;

/// <summary>Percentiles of a latency in milliseconds.</summary>
public readonly record struct LatencyFigures(double P50, double P90, double P99, double P999, double Max)
{
    /// <param name="microseconds">A histogram of microseconds.</param>
    public static LatencyFigures Of(HistogramBase microseconds)
    {
        ArgumentNullException.ThrowIfNull(microseconds);
        return microseconds.TotalCount == 0
            ? default
            : new(At(50), At(90), At(99), At(99.9), microseconds.GetMaxValue() / 1000.0);

        double At(double percentile) => microseconds.GetValueAtPercentile(percentile) / 1000.0;
    }
}
