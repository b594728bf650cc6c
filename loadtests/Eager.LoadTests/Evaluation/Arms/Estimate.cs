using System.Globalization;

namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>A value and the ends of its 95 % confidence interval.</summary>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>The same in another unit.</summary>
    public Estimate Scaled(double factor) => new(Value * factor, Low * factor, High * factor);

    /// <summary>The value and its interval, in thousandths: seconds as milliseconds.</summary>
    public string Milliseconds() => string.Create(CultureInfo.InvariantCulture, $"{Value * 1e3:F0} [{Low * 1e3:F0}, {High * 1e3:F0}]");

    /// <summary>The value and its interval as percentages.</summary>
    public string Percent() => string.Create(CultureInfo.InvariantCulture, $"{Value * 100:F1} [{Low * 100:F1}, {High * 100:F1}]");
}
