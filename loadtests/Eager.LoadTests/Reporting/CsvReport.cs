using System.Globalization;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Reporting;

/// <summary>A load test as comma-separated values: one line a scenario and metric, for tables and plots of one's own.</summary>
public static class CsvReport
{
    public static void Write(TextWriter output, LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        output.WriteLine("scenario,load,target,sessions,failed,goodput_percent,metric,unit,count,mean,p50,p90,p99,p99_9,max");
        foreach (var result in report.Results)
            foreach (var (metric, values) in MarkdownReport.Ordered(result))
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Scenario},{Quoted(result.Load)},{Quoted(result.Target)},{result.Sessions},{result.Failed},{result.GoodputPercent:0.###},{LoadMetrics.Key(metric)},{LoadMetrics.Unit(metric)},{values.Count},{values.Mean:0.###},{values.At(50):0.###},{values.At(90):0.###},{values.At(99):0.###},{values.At(99.9):0.###},{values.Max:0.###}"));
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
