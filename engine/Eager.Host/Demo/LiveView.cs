using System.Globalization;
using Eager.Events;
using Spectre.Console;

namespace Eager.Host.Demo;

/// <summary>Draws the stream and both arms in the terminal, many times a second.</summary>
internal sealed class LiveView(IAnsiConsole console) : IDemoView
{
    private const int CodeLines = 7;
    private const int OutputLines = 11;

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

    private static Rows Draw(DemoState state)
    {
        var (tokens, text) = state.Meter.Read();
        var code = new Panel(new Text(LastLines(text, CodeLines)))
        {
            Header = new PanelHeader(string.Create(
                CultureInfo.InvariantCulture, $" {state.Name}: token {tokens} of {state.Tokens} at {state.Rate:F0}/s {Bar(tokens, state.Tokens)} ")),
            Expand = true,
        };
        var arms = new Table { Expand = true, Border = TableBorder.Rounded }
            .AddColumn(new TableColumn(new Markup("[bold]serial[/]: waits for the last token")))
            .AddColumn(new TableColumn(new Markup("[bold]eager[/]: runs behind the generation")))
            .AddRow(Arm(state.Serial.Snapshot()), Arm(state.Eager.Snapshot()));
        return new Rows(code, arms);
    }

    private static Rows Arm(ArmSnapshot arm) => new(
        new Markup(Statements(arm)),
        new Markup(Status(arm)),
        new Rule(),
        new Text(LastLines(arm.Output, OutputLines)));

    /// <summary>A mark a statement: ran, failed, running, waiting.</summary>
    private static string Statements(ArmSnapshot arm)
    {
        var running = arm.Running;
        return "statements " + string.Concat(arm.Statements.Select(statement => statement switch
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
                $"[bold]done after {summary.Total.TotalSeconds:F2} s, {summary.NonOverlapped.TotalMilliseconds:F0} ms after the last token[/]");
        if (arm.Running is { Boundary.Code: var code })
            return arm.Mode == ExecutionMode.Serial ? "[yellow]running the program[/]" : $"[yellow]running line {code.Line} to {code.EndLine}[/]";
        return "[grey]waiting for tokens[/]";
    }

    private static string Bar(int done, int all)
    {
        const int Width = 24;
        var filled = all == 0 ? Width : Math.Min(Width, done * Width / all);
        return new string('=', filled) + new string('-', Width - filled);
    }

    private static string LastLines(string text, int count)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        var shown = lines.TakeLast(count).ToList();
        while (shown.Count < count)
            shown.Add(string.Empty);
        return string.Join('\n', shown);
    }
}
