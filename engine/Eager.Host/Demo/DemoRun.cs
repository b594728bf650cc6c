using System.Globalization;
using Eager.Engine.Pipeline;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;
using Eager.Host.Reports;
using Eager.Host.Running;
using Spectre.Console;

namespace Eager.Host.Demo;

/// <summary>Carries out the demo: both arms at once on the same stream, drawn live, then in figures.</summary>
internal static class DemoRun
{
    private const int TokenCharacters = 4;
    private const int PlainWidth = 160;

    public static async Task<int> RunAsync(double rate, string? svg, string? python)
    {
        using var interrupt = new InterruptSignal();
        using var program = new DemoProgram();
        try
        {
            var product = await Product.StartAsync(python).ConfigureAwait(false);
            await using (product.ConfigureAwait(false))
                return await RunAsync(new Arm(product.Engine, interrupt), program, rate, svg).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupt.Received)
        {
            return ExitStatus.Interrupted;
        }
    }

    private static async Task<int> RunAsync(Arm arm, DemoProgram program, double rate, string? svg)
    {
        var tokens = (program.Text.Length + TokenCharacters - 1) / TokenCharacters;
        var state = new DemoState(
            program.Name, rate, tokens, new TokenMeter(), new ArmProgress(ExecutionMode.Serial), new ArmProgress(ExecutionMode.Eager));
        var serial = arm.RunAsync(Options(program, ExecutionMode.Serial), Paced, state.Serial);
        var eager = arm.RunAsync(Options(program, ExecutionMode.Eager), cancel => state.Meter.Measure(Paced(cancel)), state.Eager);

        var console = Terminal();
        IDemoView view = console.Profile.Out.IsTerminal ? new LiveView(console) : new PlainView(Console.Out);
        await view.ShowAsync(state, Task.WhenAll(serial, eager)).ConfigureAwait(false);

        var (serialSummary, eagerSummary) = (await serial.ConfigureAwait(false), await eager.ConfigureAwait(false));
        DemoSummary.Print(console, serialSummary, eagerSummary);
        if (svg is not null)
            TimelineSvg.Save(
                svg, new TimelineBuilder(new ProgramText(program.Text), []).Build(Title(state), state.Eager.Recorded(), state.Serial.Recorded()));
        return eagerSummary.Exit;

        IAsyncEnumerable<ReadOnlyMemory<byte>> Paced(CancellationToken cancellationToken) =>
            TokenStream.Paced(
                TokenStream.Tokens(TokenStream.AsItComes(new MemoryStream(program.Text), cancellationToken), TokenCharacters, cancellationToken),
                rate,
                TimeProvider.System,
                cancellationToken);
    }

    /// <summary>The terminal, or plain text of a fixed width where there is none.</summary>
    private static IAnsiConsole Terminal()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = PlainWidth;
        return plain;
    }

    private static string Title(DemoState state) =>
        string.Create(CultureInfo.InvariantCulture, $"{state.Name}, {state.Tokens} tokens at {state.Rate:F0} tokens/s");

    private static SessionOptions Options(DemoProgram program, ExecutionMode mode) => new()
    {
        Language = "python",
        Mode = mode,
        Program = new BackendSessionOptions
        {
            ProgramFile = Path.Join(program.Folder, program.Name),
            Arguments = [program.Name],
            WorkingDirectory = program.Folder,
        },
    };
}
