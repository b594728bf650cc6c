using System.Globalization;
using System.Text.RegularExpressions;
using Eager.LoadTests.Running;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Objectives;

/// <summary>
/// What a run must keep, or the command fails: <c>failed&lt;=1</c> and <c>goodput&gt;=95</c> in percent of the sessions, <c>KEY.pNN&lt;=MS</c> of a metric,
/// for example <c>dispatch.p99&lt;=20</c>.
/// </summary>
public sealed partial record Threshold
{
    private readonly LoadMetric? _metric;
    private readonly double _percentile;
    private readonly bool _isGoodput;
    private readonly bool _atMost;
    private readonly double _limit;

    private Threshold(string text, LoadMetric? metric, double percentile, bool isGoodput, bool atMost, double limit)
    {
        (Text, _metric, _percentile, _isGoodput, _atMost, _limit) = (text, metric, percentile, isGoodput, atMost, limit);
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <exception cref="FormatException">The text is no threshold; the message is one line.</exception>
    public static Threshold Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Form().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["limit"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit))
            throw new FormatException($"'{text}' is no threshold: wanted is for example failed<=1, goodput>=95 or dispatch.p99<=20");
        var atMost = match.Groups["order"].Value == "<=";
        var name = match.Groups["name"].Value;
        if (!match.Groups["percentile"].Success)
            return name is "failed" or "goodput"
                ? new Threshold(text, metric: null, 0, name == "goodput", atMost, limit)
                : throw new FormatException($"'{text}' names no percentile: for example {name}.p99{match.Groups["order"].Value}{limit.ToString(CultureInfo.InvariantCulture)}");
        var percentile = double.Parse(match.Groups["percentile"].ValueSpan, CultureInfo.InvariantCulture);
        return percentile <= 100
            ? new Threshold(text, LoadMetrics.Parse(name), percentile, isGoodput: false, atMost, limit)
            : throw new FormatException($"'{text}': there is no percentile above 100");
    }

    /// <summary>What the run came to; null where it has no such value, which breaks no threshold.</summary>
    public double? ValueIn(ScenarioResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (_metric is { } metric)
            return result.Latencies.TryGetValue(metric, out var distribution) ? distribution.At(_percentile) : null;
        return _isGoodput ? result.GoodputPercent : result.FailedPercent;
    }

    public bool IsBroken(ScenarioResult result) => ValueIn(result) is { } value && (_atMost ? value > _limit : value < _limit);

    [GeneratedRegex(@"^(?<name>[a-z0-9]+)(?:\.p(?<percentile>\d+(?:\.\d+)?))?(?<order><=|>=)(?<limit>\d+(?:\.\d+)?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
