using System.Globalization;
using Eager.Events;
using Spectre.Console;

namespace Eager.Host.Demo;

/// <summary>The two arms in figures.</summary>
internal static class DemoSummary
{
    public static void Print(IAnsiConsole console, SessionSummary serial, SessionSummary eager)
    {
        var table = new Table { Border = TableBorder.Rounded }
            .AddColumn("seconds since the stream began")
            .AddColumn(new TableColumn("serial").RightAligned())
            .AddColumn(new TableColumn("eager").RightAligned());
        Row(table, "last token", serial.Generation, eager.Generation);
        Row(table, "first output", serial.FirstOutput, eager.FirstOutput);
        Row(table, "program over: end-to-end latency (E2EL)", serial.Total, eager.Total);
        Row(table, "after the last token: non-overlapped latency (NEL)", serial.NonOverlapped, eager.NonOverlapped);
        Row(table, "least NEL possible for these arrivals (optimum)", serial.OptimumNonOverlapped, eager.OptimumNonOverlapped);
        console.Write(table);
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"speed-up [bold]{serial.Total / eager.Total:F2}x[/] end to end; [bold]{(serial.NonOverlapped - eager.NonOverlapped).TotalMilliseconds:F0} ms[/] of execution hidden behind generation; {(eager.NonOverlapped - eager.OptimumNonOverlapped).TotalMilliseconds:F1} ms above the optimum; {Agreement(serial, eager)}"));
    }

    private static void Row(Table table, string name, TimeSpan? serial, TimeSpan? eager) => table.AddRow(name, Seconds(serial), Seconds(eager));

    private static string Seconds(TimeSpan? time) => time is { } known ? known.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture) : "-";

    private static string Agreement(SessionSummary serial, SessionSummary eager) =>
        serial.StdoutSha256 == eager.StdoutSha256 && serial.Exit == eager.Exit ? "same output" : "[red]OUTPUT DIFFERS[/]";
}
