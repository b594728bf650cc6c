using System.CommandLine;
using System.Globalization;
using Eager.Executors.Python;
using Eager.Host.Commands.Choices;
using Eager.Host.Evaluations;
using Eager.Host.Running;
using Eager.LoadTests.Evaluation;
using Eager.LoadTests.Evaluation.Arms;
using Eager.LoadTests.Evaluation.Tables;
using ExecutionArm = Eager.LoadTests.Evaluation.Arms.Arm;

namespace Eager.Host.Commands;

/// <summary><c>eager evaluate</c> and <c>eager evaluate tables</c>: every way to run the same programs, as CSV, tables and pictures.</summary>
internal static class EvaluateCommand
{
    private static readonly Option<string> Corpus = new("--corpus") { HelpName = "FOLDER", Description = "Folder with index.jsonl and the programs.", Required = true };

    private static readonly Option<string?> Examples = new("--examples") { HelpName = "FOLDER", Description = "Further programs: the set 'examples'." };

    private static readonly Option<string?> Trace = new("--trace") { HelpName = "TRACE", Description = "Recorded streams of Python code: the set 'trace', in the tokens that they have." };

    private static readonly Option<string[]> Sets = List("--sets", "SETS", "Only these sets: what the origins of the corpus begin with, errors, examples, trace.", []);

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

    private static readonly Option<string?> Csv = new("--csv") { HelpName = "FILE", Description = "Where the runs go, a line each; what it holds already is not run again." };

    private static readonly Option<string?> Record = new("--record") { HelpName = "FOLDER", Description = "Takes the events of each run, a file each, as 'simulate' and 'report' read them." };

    private static readonly Option<string?> Python = new("--python") { HelpName = "INTERPRETER", Description = "The Python interpreter." };

    private static readonly Argument<string[]> Files = new("CSV") { Description = "Runs, as 'evaluate --csv' writes them; several are put together.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string?> Plots = new("--plots") { HelpName = "FOLDER", Description = "Where the pictures go." };

    public static Command Create()
    {
        var command = new Command("evaluate", "Runs the programs of a corpus in every arm, on the same streams, and prints tables.")
        {
            Corpus, Examples, Trace, Sets, Arms, Rates, Shapes, Programs, MinimumSeconds, Lengths, Repetition, Parallel, Minutes, Csv, Plots, Record, Python, CreateTables(),
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static Command CreateTables()
    {
        var command = new Command("tables", "Makes tables and pictures of runs.") { Files, Plots };
        command.SetAction(parsed => Show(parsed.GetRequiredValue(Files).SelectMany(Read), parsed.GetValue(Plots)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        var options = Understand(parsed);
        var runs = options.Done.ToList();
        using var interrupt = new InterruptSignal();
        try
        {
            var product = await Product.StartAsync(parsed.GetValue(Python)).ConfigureAwait(false);
            await using (product.ConfigureAwait(false))
            {
                await foreach (var run in new ArmComparison(product.Engine, TimeProvider.System).RunAsync(options, interrupt.Insisted).ConfigureAwait(false))
                {
                    runs.Add(run);
                    if (parsed.GetValue(Csv) is { } csv)
                        Add(csv, run);
                    Console.Error.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{run.Set} {run.Program} {run.Shape} {run.Arm} at {run.Rate}/s: NEL {run.NonOverlapped * 1e3:F1} ms, exit {run.Exit}"));
                }
            }

            Show(runs, parsed.GetValue(Plots));
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

    private static void Show(IEnumerable<ArmRun> runs, string? plots)
    {
        var results = new ArmResults(runs);
        new ArmTables(results, Console.Out).Write();
        if (plots is not null)
            ArmPlots.Save(Directory.CreateDirectory(plots).FullName, results);
    }

    /// <summary>The file is opened for each run: what was measured is there, whatever happens next.</summary>
    private static void Add(string csv, ArmRun run)
    {
        using var file = new StreamWriter(csv, append: true);
        if (file.BaseStream.Length == 0)
            ArmRunCsv.WriteHeader(file);
        ArmRunCsv.Write(file, run);
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
            Traced = parsed.GetValue(Trace) is { } trace ? [.. TraceFile.Read(ProgramSource.Of(trace))] : [],
            Sets = parsed.GetRequiredValue(Sets),
            ProgramsPerSet = parsed.GetValue(Programs),
            MinimumSeconds = parsed.GetValue(MinimumSeconds),
            Rates = [.. parsed.GetRequiredValue(Rates).Select(RateChoice.Of)],
            Arms = [.. parsed.GetRequiredValue(Arms).Select(name => ExecutionArm.All.FirstOrDefault(arm => arm.Name == name) ?? throw new UsageException($"--arms knows no arm '{name}'"))],
            Shapes = [.. parsed.GetRequiredValue(Shapes).Select(name => ArmShape.All.FirstOrDefault(shape => shape.Name == name) ?? throw new UsageException($"--shapes knows no shape '{name}'"))],
            Tokens = TraceFile.Lengths(parsed.GetValue(Lengths)),
            Repetition = parsed.GetValue(Repetition),
            Parallel = parallel,
            Done = parsed.GetValue(Csv) is { } csv && File.Exists(csv) && new FileInfo(csv).Length > 0 ? [.. Read(csv)] : [],
            Recordings = parsed.GetValue(Record) is { } folder ? Directory.CreateDirectory(folder).FullName : null,
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
}
