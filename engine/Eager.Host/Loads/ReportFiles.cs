using System.Text;
using Eager.LoadTests.Reporting;

namespace Eager.Host.Loads;

/// <summary>The report of a load test as files.</summary>
internal static class ReportFiles
{
    public static void Write(string folder, LoadReport report)
    {
        Write(folder, "report.md", output => MarkdownReport.Write(output, report));
        Write(folder, "report.csv", output => CsvReport.Write(output, report));
        Write(folder, "report.html", output => HtmlReport.Write(output, report));
    }

    private static void Write(string folder, string name, Action<TextWriter> write)
    {
        using var file = new StreamWriter(Path.Join(folder, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(file);
    }
}
