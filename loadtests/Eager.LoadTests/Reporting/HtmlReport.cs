using System.Globalization;
using System.Net;
using Eager.LoadTests.Running;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Reporting;

/// <summary>A load test as one page that needs nothing else: tables and a percentile plot for each metric.</summary>
public static class HtmlReport
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1c2430;--faint:#8893a2;--line:#d6dce4;--back:#fff;--bad:#b3261e;--good:#1b7f3b}
        @media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--faint:#8c97a6;--line:#333c48;--back:#14181d;--bad:#ff8a80;--good:#7bd88f}}
        body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--back);max-width:1080px;margin:2rem auto;padding:0 1rem}
        table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}
        th,td{border-bottom:1px solid var(--line);padding:.25rem .7rem;text-align:right}
        th:first-child,td:first-child,td.meaning{text-align:left}
        code{background:var(--line);padding:.1rem .3rem;border-radius:3px;overflow-wrap:anywhere}
        .bad{color:var(--bad);font-weight:600}.kept{color:var(--good)}
        .plots{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}figcaption{color:var(--faint);font-size:13px}
        svg text{fill:var(--faint);font:11px system-ui,sans-serif}svg .grid{stroke:var(--line)}svg .curve{fill:none;stroke-width:1.8}
        """;

    public static void Write(TextWriter output, LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        output.WriteLine($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Load test</title><style>{Style}</style></head><body>");
        output.WriteLine($"<h1>Load test</h1><p><code>{Text(report.Command)}</code></p><p>Times count from when a session or token was due, so that what fell behind counts its waiting.</p>");
        WriteVerdicts(output, report);
        foreach (var result in report.Results)
            WriteScenario(output, result);
        if (report.Results.Count > 1)
            WriteComparison(output, report.Results);
        output.WriteLine("</body></html>");
    }

    private static void WriteVerdicts(TextWriter output, LoadReport report)
    {
        if (report.Thresholds.Count == 0)
            return;
        output.WriteLine("<table><tr><th>threshold</th><th>scenario</th><th>value</th><th></th></tr>");
        foreach (var (result, threshold, value, broken) in report.Verdicts)
            output.WriteLine(Line($"<tr><td><code>{Text(threshold.Text)}</code></td><td>{Text(result.Scenario)}</td><td>{value:0.##}</td><td class=\"{(broken ? "bad" : "kept")}\">{(broken ? "broken" : value is null ? "no values" : "kept")}</td></tr>"));
        output.WriteLine("</table>");
    }

    private static void WriteScenario(TextWriter output, ScenarioResult result)
    {
        var objectives = result.Objectives.Count == 0 ? "" : $", of {result.Measured} with <code>{Text(string.Join(' ', result.Objectives))}</code>";
        output.WriteLine(Line($"<h2>{Text(result.Scenario)}</h2><p>{Text(result.Target)}; <code>{Text(result.Load)}</code>; {result.Elapsed.TotalSeconds:0.0} s; {result.Sessions} sessions, <span class=\"{(result.Failed > 0 ? "bad" : "kept")}\">{result.Failed} failed</span>; goodput {result.GoodputPercent:0.#} %{objectives}, {result.GoodPerSecond:0.##} a second</p>"));
        foreach (var (message, count) in result.Failures)
            output.WriteLine(Line($"<p class=\"bad\">{count} × {Text(message)}</p>"));
        output.WriteLine("<table><tr><th>metric</th><th></th><th>values</th><th>mean</th><th>p50</th><th>p90</th><th>p99</th><th>p99.9</th><th>max</th></tr>");
        foreach (var (metric, values) in MarkdownReport.Ordered(result))
            output.WriteLine(Line($"<tr><td>{LoadMetrics.Key(metric)}, {LoadMetrics.Unit(metric)}</td><td class=\"meaning\">{LoadMetrics.Meaning(metric)}</td><td>{values.Count}</td><td>{values.Mean:0.##}</td><td>{values.At(50):0.##}</td><td>{values.At(90):0.##}</td><td>{values.At(99):0.##}</td><td>{values.At(99.9):0.##}</td><td>{values.Max:0.##}</td></tr>"));
        output.WriteLine("</table><div class=\"plots\">");
        foreach (var (metric, values) in MarkdownReport.Ordered(result).Where(one => one.Value.Count > 1))
            WritePlot(output, metric, [(result.Scenario, values)]);
        output.WriteLine("</div>");
    }

    private static void WriteComparison(TextWriter output, IReadOnlyList<ScenarioResult> results)
    {
        output.WriteLine("<h2>Side by side</h2><div class=\"plots\">");
        foreach (var metric in LoadMetrics.All)
        {
            var curves = results.Where(result => result.Latencies.ContainsKey(metric)).Select(result => (result.Scenario, result.Latencies[metric])).ToArray();
            if (curves.Length > 1)
                WritePlot(output, metric, curves);
        }

        output.WriteLine("</div>");
    }

    private static void WritePlot(TextWriter output, LoadMetric metric, IReadOnlyList<(string Name, Distribution Values)> curves)
    {
        output.Write("<figure>");
        PercentilePlot.Write(output, LoadMetrics.Unit(metric), curves);
        output.WriteLine($"<figcaption><b>{LoadMetrics.Key(metric)}</b>: {LoadMetrics.Meaning(metric)}</figcaption></figure>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
