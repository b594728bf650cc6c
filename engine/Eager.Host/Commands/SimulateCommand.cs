using System.CommandLine;
using Eager.Engine.Recordings;
using Eager.Engine.Simulation;
using Eager.Events;
using Eager.Host.Running;
using Eager.Host.Simulations;

namespace Eager.Host.Commands;

/// <summary><c>eager simulate RUN...</c>: recorded runs replayed under every dispatch policy, as a table.</summary>
internal static class SimulateCommand
{
    private static readonly Argument<string[]> Runs = new("RUN")
    {
        Description = "Events of a run, as 'eager run --events' prints them; several make one table of medians.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<double?> Overhead = new("--overhead")
    {
        HelpName = "MS",
        Description = "Overhead of a dispatch in milliseconds; by default what the run's own dispatches had.",
    };

    private static readonly Option<double?> Rate = new("--rate")
    {
        HelpName = "TOKENS_PER_SECOND",
        Description = "Replay at another token rate; by default statements arrive when they did.",
    };

    private static readonly Option<int> TokenBytes = new("--token-bytes") { HelpName = "N", Description = "Bytes a token, with --rate.", DefaultValueFactory = _ => 4 };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object a run." };

    public static Command Create()
    {
        var command = new Command("simulate", "Replays recorded runs under every dispatch policy.") { Runs, Overhead, Rate, TokenBytes, Json };
        command.SetAction(parsed =>
        {
            var overhead = parsed.GetValue(Overhead);
            if (overhead is not (null or (>= 0 and <= 1e6)))
                throw new UsageException("--overhead takes a number from 0 to 1000000");
            var rate = parsed.GetValue(Rate);
            if (rate is not (null or (> 0 and <= 1e6)))
                throw new UsageException("--rate takes a number above 0, up to 1000000");
            var bytes = parsed.GetValue(TokenBytes);
            if (bytes is < 1 or > 65536)
                throw new UsageException("--token-bytes takes a number from 1 to 65536");
            var comparisons = parsed.GetRequiredValue(Runs).SelectMany(file => Compare(file, overhead, rate, bytes)).ToArray();
            if (parsed.GetValue(Json))
                PolicyTable.WriteJson(StandardOutput.Open(), comparisons);
            else
                PolicyTable.Write(Console.Out, comparisons);
        });
        return command;
    }

    /// <summary>The serial arm has nothing to dispatch while the program arrives.</summary>
    private static IEnumerable<PolicyComparison> Compare(string file, double? overhead, double? rate, int tokenBytes)
    {
        var runs = RecordingFile.Read(file).Where(run => run.Opened.Mode == ExecutionMode.Eager).ToArray();
        if (runs.Length == 0)
            throw new UsageException($"{file} holds no eager run");
        return runs.Select(run => PolicyComparison.Of(file, run, Trace(run, overhead, rate, tokenBytes), asRecorded: overhead is null && rate is null));
    }

    private static DispatchTrace Trace(RecordedRun run, double? overhead, double? rate, int tokenBytes)
    {
        var trace = rate is { } pace ? DispatchTrace.Of(run, pace, tokenBytes) : DispatchTrace.Of(run);
        return overhead is { } milliseconds ? trace with { Overhead = TimeSpan.FromMilliseconds(milliseconds) } : trace;
    }
}
