using System.Text.Json;

namespace Eager.Host.Reports;

/// <summary>A timeline in the Chrome trace event format, which Perfetto opens: a process an arm, a thread a row. Times are microseconds.</summary>
internal static class ChromeTrace
{
    private static readonly string[] Rows = ["statements", "batches", "runs", "held", "output", "generation and NEL"];

    public static void Write(Stream output, Timeline timeline)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteStartArray("traceEvents");
        for (var process = 1; process <= timeline.Arms.Count; process++)
            WriteArm(json, process, timeline.Arms[process - 1]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteArm(Utf8JsonWriter json, int process, TimelineArm arm)
    {
        WriteName(json, process, "process_name", thread: 0, arm.IsPredicted ? $"{arm.Name} (predicted)" : arm.Name);
        for (var row = 0; row < Rows.Length; row++)
            WriteName(json, process, "thread_name", row + 1, Rows[row]);
        foreach (var (at, share) in arm.Arrivals)
            WriteArrival(json, process, at, share);
        foreach (var (bar, _) in arm.Releases)
            WriteInstant(json, process, thread: 1, bar);
        for (var i = 0; i < arm.Batches.Count; i++)
            WriteOverlapping(json, process, thread: 2, arm.Batches[i], i);
        foreach (var run in arm.Runs)
            WriteSlice(json, process, thread: 3, run);
        foreach (var hold in arm.Holds)
            WriteSlice(json, process, thread: 4, hold);
        foreach (var output in arm.Outputs)
            WriteInstant(json, process, thread: 5, output);
        WriteSlice(json, process, thread: 6, new TimelineBar(TimeSpan.Zero, arm.Generation, "generation"));
        WriteSlice(json, process, thread: 6, new TimelineBar(arm.Generation, arm.Total, "NEL"));
        if (arm.Bound is { } bound)
            WriteInstant(json, process, thread: 6, new TimelineBar(bound, bound, "no schedule ends earlier"));
    }

    private static void WriteName(Utf8JsonWriter json, int process, string what, int thread, string name)
    {
        Begin(json, "M", process, thread, TimeSpan.Zero, what);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteArrival(Utf8JsonWriter json, int process, TimeSpan at, double share)
    {
        Begin(json, "C", process, thread: 0, at, "text arrived");
        json.WriteStartObject("args");
        json.WriteNumber("percent", Math.Round(100 * share, 1));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSlice(Utf8JsonWriter json, int process, int thread, TimelineBar bar)
    {
        Begin(json, "X", process, thread, bar.From, Heading(bar));
        json.WriteNumber("dur", Microseconds(bar.To - bar.From));
        End(json, bar);
    }

    private static void WriteInstant(Utf8JsonWriter json, int process, int thread, TimelineBar bar)
    {
        Begin(json, "i", process, thread, bar.From, Heading(bar));
        json.WriteString("s", "t");
        End(json, bar);
    }

    /// <summary>Slices of one thread must nest; batches that are sent ahead overlap, so each is an asynchronous pair of its own.</summary>
    private static void WriteOverlapping(Utf8JsonWriter json, int process, int thread, TimelineBar bar, int id)
    {
        foreach (var (phase, at) in (ReadOnlySpan<(string, TimeSpan)>)[("b", bar.From), ("e", bar.To)])
        {
            Begin(json, phase, process, thread, at, Heading(bar));
            json.WriteString("cat", "batch");
            json.WriteNumber("id", id);
            End(json, bar);
        }
    }

    private static void Begin(Utf8JsonWriter json, string phase, int process, int thread, TimeSpan at, string name)
    {
        json.WriteStartObject();
        json.WriteString("ph", phase);
        json.WriteNumber("pid", process);
        json.WriteNumber("tid", thread);
        json.WriteNumber("ts", Microseconds(at));
        json.WriteString("name", name);
    }

    private static void End(Utf8JsonWriter json, TimelineBar bar)
    {
        json.WriteStartObject("args");
        if (bar.Hover.Contains('\n', StringComparison.Ordinal))
            json.WriteString("text", bar.Hover[(bar.Hover.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Heading(TimelineBar bar) => bar.Hover.Split('\n')[0];

    private static double Microseconds(TimeSpan time) => Math.Round(time.TotalMicroseconds, 1);
}
