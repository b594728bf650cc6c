using System.Globalization;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Objectives;

/// <summary>
/// What a good session keeps: <c>key:value</c>, as in serving benchmarks. Latencies are at most the value in milliseconds, overlap is at
/// least the value in percent. Goodput counts the sessions that were right and kept every objective.
/// </summary>
public sealed record Objective(LoadMetric Metric, double Value)
{
    /// <exception cref="FormatException">The text is no objective; the message is one line.</exception>
    public static Objective Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') is [var key, var number] && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1e9
            ? new Objective(LoadMetrics.Parse(key), value)
            : throw new FormatException($"'{text}' is no objective: wanted is KEY:NUMBER, for example ttft:50 or overlap:90");
    }

    /// <summary>Whether a session kept it. One that has no such value, because it printed nothing for example, did.</summary>
    public bool IsKept(IReadOnlyDictionary<LoadMetric, double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return !values.TryGetValue(Metric, out var value) || (LoadMetrics.WantsMore(Metric) ? value >= Value : value <= Value);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LoadMetrics.Key(Metric)}:{Value:0.###}");
}
