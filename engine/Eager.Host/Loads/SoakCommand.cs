using System.CommandLine;
using System.Globalization;
using Eager.LoadTests.Soaking;

namespace Eager.Host.Loads;

/// <summary><c>eager soak</c>: load with kills in it, for as long as wanted, and what it must not leave behind.</summary>
internal static class SoakCommand
{
    private static readonly Option<double> Duration = new("--duration") { Description = "Seconds.", DefaultValueFactory = _ => 60 };

    private static readonly Option<double> Round = new("--round") { Description = "Seconds of a round; behind each, what is left is counted.", DefaultValueFactory = _ => 5 };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds at least, however long they take.", DefaultValueFactory = _ => 3 };

    private static readonly Option<int> Sessions = new("--sessions") { Description = "Sessions at one time.", DefaultValueFactory = _ => 8 };

    private static readonly Option<double> KillPace = new("--kill-every") { Description = "Seconds between kills of a worker; 0 for none.", DefaultValueFactory = _ => 0.4 };

    private static readonly Option<string> Backend = new("--backend") { Description = "Where programs run.", DefaultValueFactory = _ => "process" };

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of what is random.", DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> Python = new("--python") { Description = "The Python interpreter." };

    public static Command Create()
    {
        var command = new Command("soak", "Runs all kinds of clients while workers are killed, and counts what is left: processes, descriptors, memory.")
        {
            Duration, Round, Rounds, Sessions, KillPace, Backend, Seed, Python,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        var options = new SoakOptions
        {
            Duration = Seconds(parsed, Duration, 0.001),
            Round = Seconds(parsed, Round, 0.001),
            KillPace = Seconds(parsed, KillPace, 0),
            Sessions = parsed.GetValue(Sessions) is > 0 and <= 10_000 and var sessions ? sessions : throw new UsageException("--sessions takes a number from 1 to 10000"),
            Rounds = parsed.GetValue(Rounds) is > 0 and var rounds ? rounds : throw new UsageException("--rounds takes a number from 1 on"),
            Seed = parsed.GetValue(Seed),
        };
        var bench = await LoadBench.OpenAsync(new LoadTargetChoice(parsed.GetRequiredValue(Backend), Server: null, KeyVariable: null, parsed.GetValue(Python))).ConfigureAwait(false);
        await using (bench.ConfigureAwait(false))
        {
            var done = new List<SoakRound>();
            Console.Out.WriteLine("| round | sessions | wrong | lost | killed | processes left | descriptors | live KiB | resident KiB |");
            Console.Out.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            try
            {
                await foreach (var (round, result) in new SoakRun(bench.Target.Name, bench.Run, TimeProvider.System).RunAsync(options, bench.Interrupt.Insisted).ConfigureAwait(false))
                {
                    done.Add(round);
                    Console.Out.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {round.Number} | {round.Sessions} | {round.Failed} | {round.Lost} | {round.Kills} | {round.Processes} | {round.Descriptors} | {round.ManagedBytes / 1024} | {round.ResidentBytes / 1024} |"));
                    foreach (var (message, count) in result.Failures)
                        Console.Error.WriteLine($"round {round.Number}: {count} × {message}");
                }
            }
            catch (OperationCanceledException) when (bench.Interrupt.Received)
            {
                return ExitStatus.Interrupted;
            }

            var broken = SoakVerdict.Of(done);
            foreach (var line in broken)
                Console.Error.WriteLine($"broken: {line}");
            return broken.Count > 0 ? 1 : ExitStatus.Success;
        }
    }

    private static TimeSpan Seconds(ParseResult parsed, Option<double> option, double least) =>
        parsed.GetValue(option) is var value && value >= least && value <= 1e7
            ? TimeSpan.FromSeconds(value)
            : throw new UsageException($"{option.Name} takes a number of seconds");
}
