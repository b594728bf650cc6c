using System.CommandLine;
using System.Globalization;
using Eager.Executors.Python;
using Eager.Host.Evaluations;
using Eager.Host.Running;
using Eager.LoadTests.Evaluation;
using Eager.LoadTests.Evaluation.Arms;
using ExecutionArm = Eager.LoadTests.Evaluation.Arms.Arm;

namespace Eager.Host.Commands.Evaluations;

/// <summary><c>eager evaluate arms</c> and <c>eager evaluate tables</c>: every way to run the same programs, as CSV, tables and pictures.</summary>
internal static class ArmsCommand
{
    private static readonly Option<string> Corpus = new("--corpus") { HelpName = "FOLDER", Description = "Folder with index.jsonl and the programs.", Required = true };

    private static readonly Option<string?> Examples = new("--examples") { HelpName = "FOLDER", Description = "Further programs: the set 'examples'." };

    private static readonly Option<string[]> Sets = List("--sets", "SETS", "Only these sets: what the origins of the corpus begin with, errors, examples.", []);

    private static readonly Option<string[]> Arms = List("--arms", "ARMS", $"The arms: {string.Join(", ", ExecutionArm.All.Select(arm => arm.Name))}.", ["cold", "warm", "jupyter", "paper", "ours"]);

    private static readonly Option<string[]> Rates = List("--rates", "RATES", "Tokens a second.", ["20", "50", "100", "200"]);

    private static readonly Option<string[]> Shapes =
        List("--shapes", "SHAPES", $"What is made of each program: {string.Join(", ", ArmShape.All.Select(shape => shape.Name))}.", [ArmShape.Straight.Name]);

    private static readonly Option<int?> Programs = new("--programs") { HelpName = "N", Description = "At most so many programs of each set, spread over it." };

    private static readonly Option<double> MinimumSeconds = new("--min-serial")
    {
        HelpName = "SECONDS", Description = "Only programs of the corpus whose serial run takes at least so long.", DefaultValueFactory = _ => 0,
    };

    private static readonly Option<string?> Lengths = new("--token-lengths") { HelpName = "TRACE", Description = "Tokens as long as this trace's; by default of 4 characters." };

    private static readonly Option<int> Repetition = new("--repetition") { HelpName = "N", Description = "Which repetition it is; each has an order of its own.", DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Parallel = new("--parallel") { HelpName = "N", Description = "Programs at one time; each waits for its tokens nearly always.", DefaultValueFactory = _ => 1 };

    private static readonly Option<double?> Minutes = new("--minutes") { HelpName = "N", Description = "Begin nothing new after so long." };

    private static readonly Option<string> Csv = new("--csv") { HelpName = "FILE", Description = "Where the runs go, a line each; what it holds already is not run again.", Required = true };

    private static readonly Option<string?> Python = new("--python") { HelpName = "INTERPRETER", Description = "The Python interpreter." };

    private static readonly Argument<string[]> Files = new("CSV") { Description = "Runs, as 'evaluate arms' writes them; several are put together.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string?> Plots = new("--plots") { HelpName = "FOLDER", Description = "Where the pictures go." };

    public static Command CreateArms()
    {
        var command = new Command("arms", "Runs programs in every arm, on the same streams.")
        {
            Corpus, Examples, Sets, Arms, Rates, Shapes, Programs, MinimumSeconds, Lengths, Repetition, Parallel, Minutes, Csv, Python,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    public static Command CreateTables()
    {
        var command = new Command("tables", "Makes tables and pictures of runs.") { Files, Plots };
        command.SetAction(parsed =>
        {
            var results = new ArmResults(parsed.GetRequiredValue(Files).SelectMany(Read));
            new ArmTables(results, Console.Out).Write();
            if (parsed.GetValue(Plots) is { } folder)
                ArmPlots.Save(Directory.CreateDirectory(folder).FullName, results);
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        var options = Understand(parsed);
        var csv = parsed.GetRequiredValue(Csv);
        OutputFile.Require("--csv", csv);
        using var interrupt = new InterruptSignal();
        try
        {
            var product = await Product.StartAsync(parsed.GetValue(Python)).ConfigureAwait(false);
            await using (product.ConfigureAwait(false))
            {
                using var file = new StreamWriter(csv, append: true);
                if (file.BaseStream.Length == 0)
                    ArmRunCsv.WriteHeader(file);
                await foreach (var run in new ArmComparison(product.Engine, TimeProvider.System).RunAsync(options, interrupt.Insisted).ConfigureAwait(false))
                {
                    ArmRunCsv.Write(file, run);
                    Console.Error.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{run.Set} {run.Program} {run.Shape} {run.Arm} at {run.Rate}/s: NEL {run.NonOverlapped * 1e3:F1} ms, exit {run.Exit}"));
                }
            }

            return ExitStatus.Success;
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

    private static ArmOptions Understand(ParseResult parsed)
    {
        var parallel = parsed.GetValue(Parallel);
        if (parallel is < 1 or > 64)
            throw new UsageException("--parallel takes a number from 1 to 64");
        return new ArmOptions
        {
            Corpus = parsed.GetRequiredValue(Corpus),
            Examples = parsed.GetValue(Examples),
            Sets = parsed.GetRequiredValue(Sets),
            ProgramsPerSet = parsed.GetValue(Programs),
            MinimumSeconds = parsed.GetValue(MinimumSeconds),
            Rates = [.. parsed.GetRequiredValue(Rates).Select(Rate)],
            Arms = [.. parsed.GetRequiredValue(Arms).Select(name => ExecutionArm.All.FirstOrDefault(arm => arm.Name == name) ?? throw new UsageException($"--arms knows no arm '{name}'"))],
            Shapes = [.. parsed.GetRequiredValue(Shapes).Select(name => ArmShape.All.FirstOrDefault(shape => shape.Name == name) ?? throw new UsageException($"--shapes knows no shape '{name}'"))],
            Tokens = TraceFile.Lengths(parsed.GetValue(Lengths)),
            Repetition = parsed.GetValue(Repetition),
            Parallel = parallel,
            Done = File.Exists(parsed.GetRequiredValue(Csv)) && new FileInfo(parsed.GetRequiredValue(Csv)).Length > 0 ? [.. Read(parsed.GetRequiredValue(Csv))] : [],
            Budget = parsed.GetValue(Minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.MaxValue,
            Interpreter = PythonInterpreter.Find(parsed.GetValue(Python), Environment.GetEnvironmentVariable),
        };
    }

    private static IEnumerable<ArmRun> Read(string path)
    {
        using var file = ProgramSource.Of(path).Open();
        using var lines = new StreamReader(file);
        try
        {
            return [.. ArmRunCsv.Read(lines, path)];
        }
        catch (EvaluationException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static Option<string[]> List(string name, string help, string description, string[] usual) => new(name)
    {
        HelpName = help,
        Description = $"{description} With commas between{(usual.Length > 0 ? $" [default: {string.Join(',', usual)}]" : "")}",
        DefaultValueFactory = _ => usual,
        CustomParser = given => given.Tokens[0].Value.Split(','),
    };

    private static double Rate(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 1e6
            ? rate
            : throw new UsageException($"--rates takes numbers above 0 with commas between, not '{text}'");
}
