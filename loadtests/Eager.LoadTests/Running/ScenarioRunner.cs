using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Scenarios;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Running;

/// <summary>Runs a scenario under its load. Open: what is due begins, however many sessions run already.</summary>
/// <param name="targetName">What is loaded, for the report.</param>
/// <param name="run">Runs one client.</param>
/// <param name="time">The clock.</param>
public sealed class ScenarioRunner(string targetName, StreamRun run, TimeProvider time)
{
    private static readonly TimeSpan ProgressPace = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the scenario to the end of its last session.</summary>
    /// <param name="scenario">What the clients do.</param>
    /// <param name="options">The load.</param>
    /// <param name="progress">Takes the state twice a second.</param>
    /// <param name="cancellationToken">Ends all sessions at once.</param>
    public async Task<ScenarioResult> RunAsync(
        ILoadScenario scenario, LoadOptions options, IProgress<LoadProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(options);
        var simulations = options.Simulations.Count > 0 ? options.Simulations : scenario.Simulations;
        await scenario.InitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var step = new ScenarioStep(scenario, run, options.Seed);
            if (options.WarmUp > TimeSpan.Zero)
                await PlayAsync(step, [simulations[0] with { During = options.WarmUp }], options, new RunRecorder([]), progress: null, cancellationToken).ConfigureAwait(false);
            var recorder = new RunRecorder(options.Objectives);
            var began = time.GetTimestamp();
            await PlayAsync(step, simulations, options, recorder, progress, cancellationToken).ConfigureAwait(false);
            return recorder.Result(scenario.Name, targetName, string.Join(' ', simulations.Select(LoadSimulationText.Of)), time.GetElapsedTime(began));
        }
        finally
        {
            await scenario.CleanAsync().ConfigureAwait(false);
        }
    }

    private async Task PlayAsync(
        ScenarioStep step, IReadOnlyList<LoadSimulation> simulations, LoadOptions options, RunRecorder recorder, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var began = time.GetTimestamp();
        var whole = simulations.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.During);
        var reporting = ReportAsync(step.Name, began, whole, recorder, progress, over.Token);
        var sessions = new SessionTasks();
        var random = new Random(options.Seed);
        var offset = TimeSpan.Zero;
        try
        {
            foreach (var simulation in simulations)
            {
                if (simulation is KeepConstant constant)
                    sessions.Add(Enumerable.Range(0, constant.Copies).Select(_ => RepeatAsync(step, Timestamp(began, offset + constant.During), recorder, cancellationToken)));
                foreach (var at in ArrivalSchedule.Of(simulation, random))
                {
                    await DelayUntilAsync(began, offset + at, cancellationToken).ConfigureAwait(false);
                    sessions.Add([OneAsync(step, Timestamp(began, offset + at), recorder, cancellationToken)]);
                }

                offset += simulation.During;
                await DelayUntilAsync(began, offset, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await sessions.EndAsync().ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await reporting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RepeatAsync(ScenarioStep step, long until, RunRecorder recorder, CancellationToken cancellationToken)
    {
        while (time.GetTimestamp() is var now && now < until)
            await OneAsync(step, now, recorder, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Not on the scheduler's stack: whatever opening a session does must not make the next arrival late.</summary>
    private static Task OneAsync(ScenarioStep step, long dueAt, RunRecorder recorder, CancellationToken cancellationToken)
    {
        recorder.Begin();
        return Task.Run(async () => recorder.End(await step.RunAsync(dueAt, recorder, cancellationToken).ConfigureAwait(false)), cancellationToken);
    }

    private async Task ReportAsync(
        string scenario, long began, TimeSpan whole, RunRecorder recorder, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(ProgressPace, time);
        while (await pace.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            progress?.Report(recorder.Progress(scenario, time.GetElapsedTime(began), whole));
    }

    private async Task DelayUntilAsync(long began, TimeSpan at, CancellationToken cancellationToken)
    {
        var left = at - time.GetElapsedTime(began);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
    }

    private long Timestamp(long began, TimeSpan at) => began + (long)(at.TotalSeconds * time.TimestampFrequency);
}
