using HdrHistogram;

namespace Eager.LoadTests.Running;

/// <summary>
/// The values of a metric. Times are kept in microseconds from when something was due, which is the correction for coordinated omission: a
/// session that began late because others were slow counts its waiting.
/// </summary>
public sealed class Distribution
{
    private const double Scale = 1000;
    private const long Longest = 3_600_000_000;
    private const int Digits = 3;

    private readonly LongHistogram _histogram = new(Longest, Digits);

    public long Count => _histogram.TotalCount;

    public double Mean => Count == 0 ? 0 : _histogram.GetMean() / Scale;

    public double Max => Count == 0 ? 0 : _histogram.GetMaxValue() / Scale;

    /// <param name="percentile">0 to 100.</param>
    public double At(double percentile) => Count == 0 ? 0 : _histogram.GetValueAtPercentile(percentile) / Scale;

    internal void Add(double value) => _histogram.RecordValue(Math.Clamp((long)(value * Scale), 0, Longest));
}
