using System.CommandLine;
using System.Globalization;
using Eager.Effects;
using Eager.Host.Commands.Choices;
using Eager.Host.Commands.Evaluations;
using Eager.Host.Running;
using Eager.LoadTests.Evaluation;

namespace Eager.Host.Commands;

/// <summary><c>eager evaluate</c>: a corpus of programs, serial and eager on the same streams, as a table.</summary>
internal static class EvaluateCommand
{
    private static readonly Option<string> Corpus = new("--corpus") { Description = "Folder with index.jsonl and the programs.", Required = true };

    private static readonly Option<string> Rates = new("--rates") { Description = "Tokens a second, with commas.", DefaultValueFactory = _ => "50,100" };

    private static readonly Option<string[]> Effects = new("--effects")
    {
        HelpName = "PROFILES",
        Description = "Effects profiles with commas between; several are compared with the last.",
        DefaultValueFactory = _ => [EffectProfile.Sandbox.Name],
        CustomParser = given => given.Tokens[0].Value.Split(','),
    };

    private static readonly Option<string[]> Shapes = new("--shapes")
    {
        HelpName = "SHAPES",
        Description = $"What is written around each program, with commas between: {string.Join(", ", ProgramShape.All.Select(shape => shape.Name))}.",
        DefaultValueFactory = _ => [ProgramShape.Straight.Name],
        CustomParser = given => given.Tokens[0].Value.Split(','),
    };

    private static readonly Option<string[]> OpenBlocks = new("--open-blocks")
    {
        HelpName = "on,off",
        Description = "Whether blocks that still arrive may run in parts; both are compared in the same run.",
        DefaultValueFactory = _ => ["off"],
        CustomParser = given => given.Tokens[0].Value.Split(','),
    };

    private static readonly Option<double> MinimumSeconds = new("--min-serial")
    {
        Description = "Only programs whose serial run takes at least so many seconds.",
        DefaultValueFactory = _ => 0.3,
    };

    private static readonly Option<int?> Programs = new("--programs") { Description = "At most so many programs, spread over the corpus." };

    private static readonly Option<Dispatch> Dispatch =
        Choice.Option("--dispatch", "When ready statements go to the worker: auto is what suits it.", Choices.Dispatch.Auto);

    private static readonly Option<string?> Record = new("--record") { Description = "Folder that takes the events of each program's runs." };

    private static readonly Option<string?> Python = new("--python") { Description = "The Python interpreter." };

    public static Command Create()
    {
        var command = new Command("evaluate", "Measures a corpus of programs, serial and eager on the same streams.")
        {
            Corpus, Rates, Effects, Shapes, OpenBlocks, MinimumSeconds, Programs, Dispatch, Record, Python, ArmsCommand.CreateArms(), ArmsCommand.CreateTables(),
        };
        command.SetAction((parsed, _) => RunAsync(
            new EvaluationOptions
            {
                Corpus = parsed.GetRequiredValue(Corpus),
                Rates = [.. parsed.GetRequiredValue(Rates).Split(',').Select(Rate)],
                Effects = [.. parsed.GetRequiredValue(Effects).Select(EffectsChoice.Of)],
                Shapes = [.. parsed.GetRequiredValue(Shapes).Select(Shape)],
                OpenBlocks = [.. parsed.GetRequiredValue(OpenBlocks).Select(IsOn)],
                MinimumSeconds = parsed.GetValue(MinimumSeconds),
                Programs = parsed.GetValue(Programs),
                Gate = DispatchChoice.Of(parsed.GetValue(Dispatch)),
                Recordings = Folder(parsed.GetValue(Record)),
            },
            parsed.GetValue(Python)));
        return command;
    }

    private static async Task<int> RunAsync(EvaluationOptions options, string? python)
    {
        var shapes = options.Shapes.Count > 1 || options.OpenBlocks.Count > 1;
        if (options.Recordings is not null && (shapes || options.Effects.Count > 1))
            throw new UsageException("--record takes one effects profile, one shape and one setting of open blocks");
        if (shapes && options.Effects.Count > 1)
            throw new UsageException("--effects takes one profile where shapes or open blocks are compared");
        using var interrupt = new InterruptSignal();
        try
        {
            var product = await Product.StartAsync(python).ConfigureAwait(false);
            await using (product.ConfigureAwait(false))
            {
                var runs = new List<PairedRun>();
                var evaluation = new PairedEvaluation(product.Engine, TimeProvider.System);
                await foreach (var run in evaluation.RunAsync(options, interrupt.Insisted).ConfigureAwait(false))
                {
                    runs.Add(run);
                    Console.Error.WriteLine($"{run.Program} at {run.Rate.ToString(CultureInfo.InvariantCulture)}/s, {run.Shape}, {run.Effects}{(run.OpensBlocks ? ", open blocks" : "")}: {Comparison.Line(run.Eager, run.Serial)}");
                }

                if (shapes)
                    ShapesTable.Write(Console.Out, runs);
                else if (options.Effects.Count > 1)
                    EffectsTable.Write(Console.Out, runs);
                else
                    MarkdownTable.Write(Console.Out, runs);
                return runs.TrueForAll(run => run.Agrees) ? ExitStatus.Success : 1;
            }
        }
        catch (EvaluationException e)
        {
            throw new UsageException(e.Message);
        }
        catch (OperationCanceledException) when (interrupt.Received)
        {
            return ExitStatus.Interrupted;
        }
    }

    private static string? Folder(string? path) =>
        path is null || Directory.Exists(path) ? path : throw new UsageException($"--record: no such folder: {path}");

    private static ProgramShape Shape(string name) =>
        ProgramShape.All.FirstOrDefault(shape => shape.Name == name) ?? throw new UsageException($"--shapes knows no shape '{name}'");

    private static bool IsOn(string setting) => setting switch
    {
        "on" => true,
        "off" => false,
        _ => throw new UsageException($"--open-blocks takes on and off with a comma between, not '{setting}'"),
    };

    private static double Rate(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 1e6
            ? rate
            : throw new UsageException($"--rates takes numbers above 0 with commas between, not '{text}'");
}
