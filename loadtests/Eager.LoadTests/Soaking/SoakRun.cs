using Eager.LoadTests.Programs;
using Eager.LoadTests.Running;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Soaking;

/// <summary>Rounds of load with kills in them; behind each round, with nothing running, what is left is counted.</summary>
/// <param name="targetName">What is loaded, for reports.</param>
/// <param name="run">Runs a client.</param>
/// <param name="time">The clock.</param>
public sealed class SoakRun(string targetName, StreamRun run, TimeProvider time)
{
    /// <summary>How long what has ended may take to be gone.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <summary>Runs rounds and hands out each as it is done, with what was wrong in it.</summary>
    public async IAsyncEnumerable<(SoakRound Round, ScenarioResult Result)> RunAsync(
        SoakOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var began = time.GetTimestamp();
        var runner = new ScenarioRunner(targetName, run, time);
        for (var number = 1; number <= options.Rounds || time.GetElapsedTime(began) < options.Duration; number++)
        {
            var killer = new WorkerKiller(options.KillPace, unchecked((options.Seed * 31) + number), time);
            var result = await RoundAsync(runner, killer, options with { Seed = unchecked((options.Seed * 31) + number) }, cancellationToken).ConfigureAwait(false);
            var processes = await SettleAsync(cancellationToken).ConfigureAwait(false);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            yield return (
                new SoakRound(
                    number, result.Sessions, result.Failed, result.Lost, killer.Kills, processes, ProcessTree.OpenDescriptors(),
                    GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet),
                result);
        }
    }

    private static async Task<ScenarioResult> RoundAsync(ScenarioRunner runner, WorkerKiller killer, SoakOptions options, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var killing = killer.RunAsync(over.Token);
        try
        {
            return await runner.RunAsync(
                new SoakScenario(options, new TokenSettings(Rate: 400)), new LoadOptions { Seed = options.Seed }, new Progress<LoadProgress>(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await killing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until no process is left, or for as long as it may take, and returns how many are.</summary>
    private async Task<int> SettleAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        int left;
        while ((left = ProcessTree.Descendants(Environment.ProcessId).Count) > 0 && time.GetElapsedTime(began) < Settling)
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken).ConfigureAwait(false);
        return left;
    }
}
