using System.Xml.Linq;
using Eager.LoadTests.Objectives;
using Eager.LoadTests.Reporting;
using Eager.LoadTests.Running;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Tests.Reporting;

public sealed class ReportTests
{
    private static readonly LoadReport Report = new("eager loadtest a b", [Result("a", 1), Result("b", 3)], [Threshold.Parse("dispatch.p99<=200")]);

    [Fact]
    public void Markdown_should_show_percentiles_and_thresholds_of_every_scenario()
    {
        var text = Written(MarkdownReport.Write);

        Assert.Contains("| a | dispatch, ms | 100 |", text, StringComparison.Ordinal);
        Assert.Contains("| a | `dispatch.p99<=200` | 99", text, StringComparison.Ordinal);
        Assert.Contains("| b | `dispatch.p99<=200` | 297", text, StringComparison.Ordinal);
        Assert.Contains("**broken**", text, StringComparison.Ordinal);
        Assert.Contains("| a | 1 | it \\| broke |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_of_values_should_have_as_many_columns_in_each_line()
    {
        string[] lines = Written(CsvReport.Write).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, lines.Length);
        Assert.Single(lines.Select(line => line.Split(',').Length).Distinct());
    }

    [Fact]
    public void Page_should_need_nothing_else_and_escape_what_it_shows()
    {
        var page = Written((output, report) => HtmlReport.Write(output, report with { Command = "eager <b>" }));

        Assert.Contains("eager &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Plot_should_rise_from_the_least_value_to_the_last_percentile_that_the_values_carry()
    {
        using var output = new StringWriter();
        PercentilePlot.Write(output, "ms", [("a", Values(1))]);
        var plot = XElement.Parse(output.ToString());

        var points = plot.Element("polyline")!.Attribute("points")!.Value.Trim().Split(' ').Select(point => point.Split(',').Select(double.Parse).ToArray()).ToArray();
        Assert.Equal(points.Select(point => point[0]), points.Select(point => point[0]).Order());
        Assert.Equal(points.Select(point => point[1]), points.Select(point => point[1]).OrderDescending());
        Assert.Contains("p99", plot.Elements("text").Select(text => text.Value));
        Assert.DoesNotContain("p99.9", plot.Elements("text").Select(text => text.Value));
    }

    private static string Written(Action<TextWriter, LoadReport> write)
    {
        using var output = new StringWriter();
        write(output, Report);
        return output.ToString();
    }

    private static Distribution Values(int scale)
    {
        var values = new Distribution();
        for (var i = 1; i <= 100; i++)
            values.Add(i * scale);
        return values;
    }

    private static ScenarioResult Result(string name, int scale) => new()
    {
        Scenario = name,
        Target = "engine",
        Load = "inject:10:10",
        Elapsed = TimeSpan.FromSeconds(10),
        Sessions = 100,
        Failed = 1,
        Measured = 100,
        Good = 99,
        Objectives = [],
        Latencies = new Dictionary<LoadMetric, Distribution> { [LoadMetric.Dispatch] = Values(scale) },
        Failures = [("it | broke", 1)],
    };
}
