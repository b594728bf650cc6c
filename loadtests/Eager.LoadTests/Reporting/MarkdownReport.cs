using System.Globalization;
using Eager.LoadTests.Running;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Reporting;

/// <summary>A load test as Markdown: for terminals, commits and issues.</summary>
public static class MarkdownReport
{
    public static void Write(TextWriter output, LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        output.WriteLine("| scenario | load | target | sessions | failed | good | good a second |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var result in report.Results)
        {
            output.WriteLine(Line(
                $"| {result.Scenario} | {result.Load} | {result.Target} | {result.Sessions} | {result.Failed} | {result.GoodputPercent:0.#} % of {result.Measured}{Kept(result)} | {result.GoodPerSecond:0.##} |"));
        }

        output.WriteLine();
        output.WriteLine("| scenario | metric | values | mean | p50 | p90 | p99 | p99.9 | max |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var result in report.Results)
            foreach (var (metric, values) in Ordered(result))
                output.WriteLine(Line($"| {result.Scenario} | {LoadMetrics.Key(metric)}, {LoadMetrics.Unit(metric)} | {values.Count} | {values.Mean:0.##} | {values.At(50):0.##} | {values.At(90):0.##} | {values.At(99):0.##} | {values.At(99.9):0.##} | {values.Max:0.##} |"));
        WriteFailures(output, report);
        WriteVerdicts(output, report);
    }

    internal static IEnumerable<KeyValuePair<LoadMetric, Distribution>> Ordered(ScenarioResult result) => result.Latencies.OrderBy(one => one.Key);

    private static string Kept(ScenarioResult result) => result.Objectives.Count == 0 ? "" : $" kept {string.Join(' ', result.Objectives)}";

    private static void WriteFailures(TextWriter output, LoadReport report)
    {
        if (report.Results.All(result => result.Failures.Count == 0))
            return;
        output.WriteLine();
        output.WriteLine("| scenario | failed | because |");
        output.WriteLine("| --- | --- | --- |");
        foreach (var result in report.Results)
            foreach (var (message, count) in result.Failures)
                output.WriteLine($"| {result.Scenario} | {count} | {message.Replace("|", "\\|", StringComparison.Ordinal)} |");
    }

    private static void WriteVerdicts(TextWriter output, LoadReport report)
    {
        if (report.Thresholds.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine("| scenario | threshold | value | |");
        output.WriteLine("| --- | --- | --- | --- |");
        foreach (var (result, threshold, value, broken) in report.Verdicts)
            output.WriteLine(Line($"| {result.Scenario} | `{threshold.Text}` | {value:0.##} | {(broken ? "**broken**" : value is null ? "no values" : "kept")} |"));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
