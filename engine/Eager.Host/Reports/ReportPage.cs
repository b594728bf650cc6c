using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Eager.Engine.Recordings;
using Eager.Executions;

namespace Eager.Host.Reports;

/// <summary>
/// One page that stands by itself: no resource from outside, and no script but its own, which its content security policy names by its hash. All
/// text of the program is escaped; that policy is what stands behind.
/// </summary>
internal static partial class ReportPage
{
    private const int MostRows = 2000;
    private const int LongestOutput = 64 * 1024;

    public static string Write(RunReport report)
    {
        var script = PageFiles.Read("page.js");
        var parts = new Dictionary<string, string>
        {
            ["script"] = script,
            ["script-hash"] = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script))),
            ["timeline-style"] = PageFiles.Read("timeline.css"),
            ["page-style"] = PageFiles.Read("page.css"),
            ["title"] = Escape(report.Timeline.Title),
            ["about"] = Escape(About(report)),
            ["figures"] = Figures(report),
            ["error"] = Error(report.Main),
            ["keys"] = string.Concat(TimelineSvg.Keys(report.Timeline).Select(Key)),
            ["timeline"] = Svg(svg => TimelineSvg.Write(svg, report.Timeline, standsAlone: false)),
            ["statements"] = Statements(report),
            ["output"] = Output(report.Main),
            ["footer"] = Footer(report),
        };
        // One pass: what is put in is never looked at again.
        return Part().Replace(PageFiles.Read("page.html"), part => parts[part.Groups[1].Value]);
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string About(RunReport report)
    {
        var (opened, summary) = (report.Main.Opened, report.Main.Summary);
        var units = summary.Units == summary.Statements ? "" : string.Create(CultureInfo.InvariantCulture, $" as {summary.Units} units");
        var batches = string.Create(CultureInfo.InvariantCulture, $"{summary.Statements} statements{units} in {summary.Batches} batches");
        var exit = string.Create(CultureInfo.InvariantCulture, $"exit status {summary.Exit}");
        return VisibleText.Of(string.Join(" \u00b7 ", $"{opened.Language} on {opened.Backend}", $"dispatch {opened.Dispatch}", batches, exit));
    }

    private static string Figures(RunReport report)
    {
        var (main, serial) = (report.Timeline.Arms[0], report.SerialArm);
        var kind = serial.IsPredicted ? "predicted" : "measured";
        var page = new StringBuilder("<dl class=\"figures\">");
        Figure(page, "After the last token (NEL)", Reports.Figures.Duration(main.NonOverlapped), main == serial ? "serial run" : $"serial {Reports.Figures.Duration(serial.NonOverlapped)}, {kind}", "main");
        if (main.Bound is { } bound)
            Figure(page, "No schedule waits less than", Reports.Figures.Duration(bound - main.Generation), "same arrivals, same execution times");
        Figure(
            page,
            "First token to end (E2EL)",
            Reports.Figures.Duration(main.Total),
            main == serial ? "generation and execution" : string.Create(CultureInfo.InvariantCulture, $"{serial.Total / Longer(main.Total):0.00}\u00d7 as fast as serial, {Reports.Figures.Duration(serial.Total)}"));
        if (main.FirstOutput is { } first)
            Figure(page, "First output", Reports.Figures.Duration(first), FirstOutputNote(main, serial));
        if (report.Main.Held.Count > 0)
            Figure(page, "Effects held", report.Main.Held.Count.ToString(CultureInfo.InvariantCulture), $"for {Reports.Figures.Duration(report.Main.Held.Aggregate(TimeSpan.Zero, (sum, held) => sum + held.Wait))}");
        return page.Append("</dl>").ToString();
    }

    private static TimeSpan Longer(TimeSpan time) => time > TimeSpan.FromMicroseconds(1) ? time : TimeSpan.FromMicroseconds(1);

    private static string FirstOutputNote(TimelineArm main, TimelineArm serial) =>
        main == serial || serial.FirstOutput is not { } other
            ? $"the last token came at {Reports.Figures.Duration(main.Generation)}"
            : $"serial {Reports.Figures.Duration(other)}";

    private static void Figure(StringBuilder page, string name, string value, string note, string style = "") =>
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"{style}\"><dt>{Escape(name)}</dt><dd>{Escape(value)}<small>{Escape(note)}</small></dd></div>");

    private static string Error(RecordedRun run)
    {
        var fault = run.Summary.Fault is { } said ? $"<div class=\"error\"><h2>{Escape(VisibleText.Of(said))}</h2></div>" : "";
        if (run.Error is not { Error: var error })
            return fault;
        return $"{fault}<div class=\"error\"><h2>{Escape(VisibleText.Of($"{error.Type}: {error.Message}"))}</h2><pre>{Escape(VisibleText.Of(error.Traceback))}</pre></div>";
    }

    private static string Key((string Style, string Text) key)
    {
        var sample = Svg(svg =>
        {
            var canvas = new SvgCanvas(svg, left: 0, pixelsPerMillisecond: 1);
            canvas.Begin("svg", ("class", "timeline"), ("viewBox", "0 0 12 10"), ("aria-hidden", "true"));
            TimelineSvg.Key(canvas, 0, 0, key.Style);
            canvas.End();
        });
        return $"<li>{sample}{Escape(key.Text)}</li>";
    }

    private static string Svg(Action<XmlWriter> draw)
    {
        var svg = new StringBuilder();
        using (var writer = XmlWriter.Create(svg, new XmlWriterSettings { OmitXmlDeclaration = true }))
            draw(writer);
        return svg.ToString();
    }

    private static string Statements(RunReport report)
    {
        var statements = report.Main.Statements;
        var longest = statements.Select(statement => statement.Execution).DefaultIfEmpty().Max();
        var page = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>Line</th><th class=\"code\">Source</th><th class=\"wide\">Certain at</th><th class=\"wide\">Waited</th><th>Ran</th></tr></thead><tbody>");
        foreach (var statement in statements.Take(MostRows))
            Row(page, statement, report.Text, longest);
        page.Append("</tbody></table></div>");
        if (statements.Count > MostRows)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"about\">The first {MostRows} of {statements.Count} statements.</p>");
        if (!report.Text.IsKnown)
            page.Append("<p class=\"about\">The recording does not hold the program\u2019s text: <code>--source FILE</code> shows it here.</p>");
        return page.ToString();
    }

    private static void Row(StringBuilder page, RecordedStatement statement, ProgramText text, TimeSpan longest)
    {
        var (code, index) = (statement.Boundary.Code, statement.Boundary.Index);
        var lines = code.Line == code.EndLine ? $"{code.Line}" : $"{code.Line}\u2013{code.EndLine}";
        var source = text.Of(code) is { } known ? Escape(known) : $"<span class=\"about\">{Escape(statement.Boundary.Kind.ToString())}</span>";
        page.Append(CultureInfo.InvariantCulture, $"<tr id=\"statement-{index}\" data-statement=\"{index}\"{(statement.Failed ? " class=\"failed\"" : "")}><td>{lines}</td><td class=\"code\"><pre>{source}</pre></td><td class=\"wide\">{Reports.Figures.Time(statement.ReleasedAt)}</td>");
        if (statement.Timing is not { } timing)
            page.Append("<td class=\"wide\"></td><td>never ran</td></tr>");
        else
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"wide\">{Reports.Figures.Duration(Waited(statement, timing.StartedAt))}</td><td>{Outcome(timing.Outcome)}{Reports.Figures.Duration(statement.Execution)}<span class=\"meter\" style=\"width:{Share(statement.Execution, longest):0}%\"></span></td></tr>");
    }

    private static string Outcome(UnitOutcome outcome) => outcome switch
    {
        UnitOutcome.Failed => "failed after ",
        UnitOutcome.Interrupted => "interrupted after ",
        UnitOutcome.Exited => "exited after ",
        _ => "",
    };

    private static TimeSpan Waited(RecordedStatement statement, TimeSpan started) =>
        (started > statement.ReleasedAt ? started - statement.ReleasedAt : TimeSpan.Zero) + statement.Held;

    private static double Share(TimeSpan part, TimeSpan whole) => whole > TimeSpan.Zero ? 100 * (part / whole) : 0;

    private static string Output(RecordedRun run)
    {
        if (run.Outputs.Count == 0)
            return "";
        var text = new MemoryStream();
        foreach (var output in run.Outputs.TakeWhile(_ => text.Length <= LongestOutput))
            text.Write(output.Bytes.Span);
        var shown = VisibleText.Start(VisibleText.Of(text.GetBuffer().AsSpan(0, (int)Math.Min(text.Length, 2 * LongestOutput))), LongestOutput);
        return $"<details><summary>What the program wrote</summary><pre>{Escape(shown)}</pre></details>";
    }

    private static string Footer(RunReport report) =>
        "NEL: non-overlapped execution latency, the time between the last token and the end of the program. E2EL: end-to-end latency. The bound is "
        + "o + max<sub>k</sub>(a<sub>k</sub> + \u03a3<sub>i\u2265k</sub> e<sub>i</sub>) over this run\u2019s arrivals and execution times (arXiv 2604.00491, \u00a72)."
        + (report.SerialArm.IsPredicted ? " The serial arm is predicted: the same execution times after the last token, set-up left out." : "");

    [GeneratedRegex(@"\{\{([a-z-]+)\}\}")]
    private static partial Regex Part();
}
