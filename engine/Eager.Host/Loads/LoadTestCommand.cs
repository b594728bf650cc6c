using System.CommandLine;
using System.CommandLine.Parsing;
using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Objectives;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Reporting;
using Eager.LoadTests.Running;
using Eager.LoadTests.Scenarios;
using Eager.LoadTests.Scenarios.Catalog;

namespace Eager.Host.Loads;

/// <summary><c>eager loadtest</c>: scenarios under load, against the engine in this process or a server.</summary>
internal static class LoadTestCommand
{
    private static readonly Argument<string[]> Scenarios = new("SCENARIO")
    {
        Description = "Names of scenarios; without any they are listed. 'replay' plays the files of --program and --trace.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> Backend = new("--backend")
    {
        Description = "Where programs run in this process: process, sandbox, jupyter, or scripted, which only plays a worker.",
        DefaultValueFactory = _ => "process",
    };

    private static readonly Option<string?> Server = new("--server") { HelpName = "URL", Description = "Loads a running 'eager serve' instead." };

    private static readonly Option<string?> ApiKey = new("--api-key-env") { HelpName = "NAME", Description = "The environment variable that holds the server's key." };

    private static readonly Option<double?> Rate = new("--rate") { Description = "Sessions a second, evenly, instead of the scenario's own load." };

    private static readonly Option<double> Duration = new("--duration") { Description = "Seconds that --rate goes on.", DefaultValueFactory = _ => 10 };

    private static readonly Option<LoadSimulation[]> Simulate = Parsed("--simulate", $"Load simulations, one after the other: {LoadSimulationText.Forms}.", LoadSimulationText.Parse);

    private static readonly Option<double> WarmUp = new("--warm-up") { Description = "Seconds at the beginning that count for nothing." };

    private static readonly Option<double> TokenRate = new("--token-rate") { Description = "Tokens a second and session.", DefaultValueFactory = _ => 50 };

    private static readonly Option<int> TokenCharacters = new("--token-chars") { Description = "Characters a token.", DefaultValueFactory = _ => 4 };

    private static readonly Option<string[]> Programs = Files("--program", "A program for 'replay', cut into tokens.");

    private static readonly Option<string[]> Traces = Files("--trace", "A trace for 'replay', at its recorded times: 'eager run --record' writes one.");

    private static readonly Option<Objective[]> Objectives = Parsed(
        "--objective", "What a good session keeps, KEY:NUMBER: ttft, itl, dispatch, ttfe, ttfo, nel, e2el in ms, overlap in percent.", Objective.Parse);

    private static readonly Option<Threshold[]> Thresholds = Parsed(
        "--threshold", "What the run must keep, or the exit status is 1: failed<=1, goodput>=95, dispatch.p99<=20.", Threshold.Parse);

    private static readonly Option<string?> Report = new("--report") { HelpName = "FOLDER", Description = "Folder that takes report.md, report.csv and report.html." };

    private static readonly Option<int> Seed = new("--seed") { Description = "The same seed gives the same arrivals.", DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> Python = new("--python") { Description = "The Python interpreter." };

    public static Command Create()
    {
        var command = new Command("loadtest", "Runs load scenarios and reports latency percentiles and goodput.")
        {
            Scenarios, Backend, Server, ApiKey, Rate, Duration, Simulate, WarmUp, TokenRate, TokenCharacters, Programs, Traces, Objectives, Thresholds, Report, Seed, Python,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        var tokens = new TokenSettings(AtLeast(parsed.GetValue(TokenRate), 0, "--token-rate"), (int)AtLeast(parsed.GetValue(TokenCharacters), 1, "--token-chars"));
        var known = ScenarioCatalog.Create(tokens, LoadInput.Read(parsed.GetValue(Programs) ?? [], parsed.GetValue(Traces) ?? [], tokens));
        string[] names = parsed.GetValue(Scenarios) ?? [];
        if (names.Length == 0)
        {
            foreach (var scenario in known)
                Console.Out.WriteLine($"{scenario.Name,-20} {scenario.Description} ({string.Join(' ', scenario.Simulations.Select(LoadSimulationText.Of))})");
            return ExitStatus.Success;
        }

        ILoadScenario[] chosen = [.. names.Select(name => Find(known, name))];
        var folder = Folder(parsed.GetValue(Report));
        var options = new LoadOptions
        {
            Simulations = Simulations(parsed),
            WarmUp = TimeSpan.FromSeconds(AtLeast(parsed.GetValue(WarmUp), 0, "--warm-up")),
            Objectives = parsed.GetValue(Objectives) ?? [],
            Seed = parsed.GetValue(Seed),
        };
        var target = new LoadTargetChoice(parsed.GetRequiredValue(Backend), parsed.GetValue(Server), parsed.GetValue(ApiKey), parsed.GetValue(Python));
        var bench = await LoadBench.OpenAsync(target).ConfigureAwait(false);
        await using (bench.ConfigureAwait(false))
        {
            var (results, interrupted) = await RunAsync(bench, chosen, options).ConfigureAwait(false);
            var report = new LoadReport(Line(parsed), results, parsed.GetValue(Thresholds) ?? []);
            MarkdownReport.Write(Console.Out, report);
            if (folder is not null)
                ReportFiles.Write(folder, report);
            return interrupted ? ExitStatus.Interrupted : report.IsBroken ? 1 : ExitStatus.Success;
        }
    }

    /// <summary>The scenarios one after the other; a signal ends the run, and what was measured until then is reported.</summary>
    private static async Task<(IReadOnlyList<ScenarioResult> Results, bool Interrupted)> RunAsync(LoadBench bench, IEnumerable<ILoadScenario> scenarios, LoadOptions options)
    {
        var runner = new ScenarioRunner(bench.Target.Name, bench.Run, TimeProvider.System);
        var results = new List<ScenarioResult>();
        using var view = LoadProgressView.Create();
        foreach (var scenario in scenarios)
        {
            try
            {
                results.Add(await runner.RunAsync(scenario, options, view, bench.Interrupt.Insisted).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (bench.Interrupt.Received)
            {
                return (results, true);
            }
        }

        return (results, false);
    }

    private static LoadSimulation[] Simulations(ParseResult parsed)
    {
        LoadSimulation[] simulated = parsed.GetValue(Simulate) ?? [];
        if (parsed.GetValue(Rate) is not { } rate)
            return simulated;
        if (simulated.Length > 0)
            throw new UsageException("--rate and --simulate exclude each other");
        if (rate is not (> 0 and <= 1e6))
            throw new UsageException("--rate takes a number above 0");
        return [new Inject(rate, TimeSpan.FromSeconds(AtLeast(parsed.GetValue(Duration), 0.001, "--duration")))];
    }

    private static ILoadScenario Find(IReadOnlyList<ILoadScenario> known, string name) =>
        known.FirstOrDefault(scenario => scenario.Name == name) ?? throw new UsageException(name == "replay"
            ? "replay plays the files of --program and --trace, and none is given"
            : $"no scenario '{name}'; known: {string.Join(", ", known.Select(scenario => scenario.Name))}");

    private static string? Folder(string? path)
    {
        if (path is not null)
            Directory.CreateDirectory(path);
        return path;
    }

    private static double AtLeast(double value, double least, string option) =>
        value >= least && value <= 1e6 ? value : throw new UsageException($"{option} takes a number from {least.ToString(System.Globalization.CultureInfo.InvariantCulture)} on");

    private static string Line(ParseResult parsed) => $"eager {string.Join(' ', parsed.Tokens.Select(token => token.Value))}";

    private static Option<string[]> Files(string name, string description) =>
        new(name) { HelpName = "FILE", Description = description, AllowMultipleArgumentsPerToken = true };

    private static Option<T[]> Parsed<T>(string name, string description, Func<string, T> parse) => new(name)
    {
        HelpName = name[2..].ToUpperInvariant(),
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = given => Parse(given, parse),
    };

    private static T[]? Parse<T>(ArgumentResult given, Func<string, T> parse)
    {
        try
        {
            return [.. given.Tokens.Select(token => parse(token.Value))];
        }
        catch (FormatException e)
        {
            given.AddError(e.Message);
            return null;
        }
    }
}
