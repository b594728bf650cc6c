using System.Globalization;
using Eager.Events;
using Spectre.Console;

namespace Eager.Host.Demo;

/// <summary>Draws the stream and both arms in the terminal, many times a second.</summary>
internal sealed class LiveView(IAnsiConsole console) : IDemoView
{
    /// <summary>Lines that are neither code nor output: borders, headings, statements, status, and the cursor's own.</summary>
    private const int FixedLines = 11;

    /// <summary>Columns of a table of two that hold no text.</summary>
    private const int FixedColumns = 7;

    private const int MostCodeLines = 7;
    private const int MostOutputLines = 13;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(50);

    public Task ShowAsync(DemoState state, Task over) => console.Live(Draw(state)).StartAsync(async context =>
    {
        while (!over.IsCompleted)
        {
            await Task.WhenAny(over, Task.Delay(Frame)).ConfigureAwait(false);
            context.UpdateTarget(Draw(state));
        }

        await over.ConfigureAwait(false);
    });

    private Rows Draw(DemoState state)
    {
        var (tokens, text) = state.Meter.Read();
        var free = Math.Max(6, console.Profile.Height - FixedLines);
        var codeLines = Math.Min(MostCodeLines, free / 3);
        var outputLines = Math.Min(MostOutputLines, free - codeLines);
        var code = new Panel(new Text(LastLines(text, codeLines, console.Profile.Width - 4)))
        {
            Header = new PanelHeader(string.Create(
                CultureInfo.InvariantCulture, $" {state.Name}: token {tokens} of {state.Tokens} at {state.Rate:F0}/s {Bar(tokens, state.Tokens)} ")),
            Expand = true,
        };
        var arms = new Table { Expand = true, Border = TableBorder.Rounded }
            .AddColumn(new TableColumn(new Markup("[bold]serial[/]: waits for the last token")))
            .AddColumn(new TableColumn(new Markup("[bold]eager[/]: runs behind the generation")))
            .AddRow(Arm(state.Serial.Snapshot(), outputLines), Arm(state.Eager.Snapshot(), outputLines));
        return new Rows(code, arms);
    }

    private Rows Arm(ArmSnapshot arm, int outputLines)
    {
        var width = Math.Max(10, (console.Profile.Width - FixedColumns) / 2);
        return new(
            new Markup(Statements(arm, width)),
            new Markup(Status(arm)),
            new Rule(),
            new Text(LastLines(arm.Output, outputLines, width)));
    }

    /// <summary>A mark a statement: ran, failed, running, waiting.</summary>
    private static string Statements(ArmSnapshot arm, int width)
    {
        var running = arm.Running;
        return string.Concat(arm.Statements.TakeLast(width).Select(statement => statement switch
        {
            { Failed: true } => "[red]x[/]",
            { Timing: not null } => "[green]#[/]",
            _ when statement == running => "[yellow]>[/]",
            _ => "[grey].[/]",
        }));
    }

    private static string Status(ArmSnapshot arm)
    {
        if (arm.Summary is { } summary)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"[bold]done after {summary.Total.TotalSeconds:F2} s, NEL {summary.NonOverlapped.TotalMilliseconds:F0} ms[/]");
        if (arm.Running is { Boundary.Code: var code })
            return arm.Mode == ExecutionMode.Serial ? "[yellow]running the program[/]" : $"[yellow]running line {code.Line}{(code.EndLine > code.Line ? $" to {code.EndLine}" : "")}[/]";
        return "[grey]waiting for tokens[/]";
    }

    private static string Bar(int done, int all)
    {
        const int Width = 24;
        var filled = all == 0 ? Width : Math.Min(Width, done * Width / all);
        return new string('=', filled) + new string('-', Width - filled);
    }

    /// <summary>The last lines, cut where the view ends: a wrapped line would move everything below it.</summary>
    private static string LastLines(string text, int count, int width)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        var shown = lines.TakeLast(count).Select(line => line.Length > width ? string.Concat(line.AsSpan(0, width - 1), "\u2026") : line).ToList();
        while (shown.Count < count)
            shown.Add(string.Empty);
        return string.Join('\n', shown);
    }
}
