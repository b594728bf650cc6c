using System.CommandLine;
using Eager.Engine.Tokens;
using Eager.Executions;
using Eager.Host.Reports;
using Eager.Host.Running;

namespace Eager.Host.Commands;

/// <summary><c>eager report RUN</c>: one run as a page, a picture, or a trace for Perfetto.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "Events of a run, as 'eager run --events' prints them; - is standard input." };

    private static readonly Option<string?> Output = new("--output", "-o") { HelpName = "FILE.html", Description = "The page; by default RUN with the ending .html, in this folder." };

    private static readonly Option<string?> Svg = new("--svg") { HelpName = "FILE", Description = "Write the timeline as a picture." };

    private static readonly Option<string?> Trace = new("--chrome-trace") { HelpName = "FILE", Description = "Write a trace that Perfetto opens." };

    private static readonly Option<string?> Source = new("--source") { HelpName = "FILE", Description = "The program, so that its text is shown." };

    private static readonly Option<string?> Arrivals = new("--trace")
    {
        HelpName = "TRACE",
        Description = "What 'eager run --record' wrote: every token, and the program's text.",
    };

    private static readonly Option<bool> Open = new("--open") { Description = "Serve the page on the loopback interface until Ctrl-C." };

    public static Command Create()
    {
        var command = new Command("report", "Shows a recorded run: a page, a picture, or a trace for Perfetto.") { Run, Output, Svg, Trace, Source, Arrivals, Open };
        command.SetAction((parsed, _) => ReportAsync(parsed));
        return command;
    }

    private static async Task<int> ReportAsync(ParseResult parsed)
    {
        var (file, svg, trace, open) = (parsed.GetRequiredValue(Run), parsed.GetValue(Svg), parsed.GetValue(Trace), parsed.GetValue(Open));
        var page = parsed.GetValue(Output) ?? (svg is null && trace is null && !open ? PageName(file) : null);
        var report = Read(file, parsed.GetValue(Source), parsed.GetValue(Arrivals));
        OutputFile.Require("--output", page);
        OutputFile.Require("--svg", svg);
        OutputFile.Require("--chrome-trace", trace);
        if (page is not null)
            await File.WriteAllTextAsync(page, ReportPage.Write(report)).ConfigureAwait(false);
        if (svg is not null)
            TimelineSvg.Save(svg, report.Timeline);
        if (trace is not null)
            Save(trace, report.Timeline);
        foreach (var written in new[] { page, svg, trace }.OfType<string>())
            Complaint.Write($"eager: wrote {written}");
        return open ? await ServeAsync(ReportPage.Write(report)).ConfigureAwait(false) : ExitStatus.Success;
    }

    private static RunReport Read(string file, string? source, string? trace)
    {
        var runs = RecordingFile.Read(file);
        IReadOnlyList<TraceDelta> arrivals = trace is null ? [] : TraceFile.Session(ProgramSource.Of(trace), name: null).Deltas;
        var text = Text(source, arrivals);
        var read = runs[0].Ended;
        if (text.IsKnown && (text.Length < read.Position || (read.Ending == ProgramEnding.Complete && text.Length != read.Position)))
            throw new UsageException($"{source ?? trace} is not the program of this run: it has {text.Length} bytes, and the run read {read.Position}");
        return new RunReport(Path.GetFileName(source) ?? Path.GetFileName(file), runs, text, arrivals);
    }

    private static ProgramText Text(string? source, IReadOnlyList<TraceDelta> arrivals)
    {
        if (source is null)
            return arrivals.Count == 0 ? ProgramText.Unknown : new ProgramText([.. arrivals.SelectMany(delta => delta.Bytes.ToArray())]);
        using var file = ProgramSource.Of(source).Open();
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return new ProgramText(bytes.ToArray());
    }

    private static string PageName(string run) =>
        run == ProgramSource.StandardInput ? "report.html" : Path.ChangeExtension(Path.GetFileName(run), ".html");

    private static void Save(string path, Timeline timeline)
    {
        using var file = File.Create(path);
        ChromeTrace.Write(file, timeline);
    }

    private static async Task<int> ServeAsync(string page)
    {
        using var interrupt = new InterruptSignal();
        using var server = new PageServer(page);
        Console.Out.WriteLine($"{server.Address}  (Ctrl-C ends it)");
        await server.ServeAsync(interrupt.Insisted).ConfigureAwait(false);
        return ExitStatus.Success;
    }
}
