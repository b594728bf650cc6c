using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Playing;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Running;
using Eager.LoadTests.Scenarios;
using Eager.LoadTests.Scenarios.Catalog;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Tests.Running;

public sealed class ScenarioRunnerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly LoadProgram Program = LoadProgram.Paced("p", "python", "print(1)\n", 4, 0);

    [Fact]
    public async Task Sessions_should_begin_and_count_their_waiting_when_none_before_them_was_opened()
    {
        var target = new GatedTarget(wanted: 12);
        using var clock = new TokenClock(TimeProvider.System);
        var running = RunAsync(target, clock, "at-once:10:0.01", "inject:200:0.01");

        await target.AllAsked.WaitAsync(Patience);
        var waited = TimeProvider.System.GetTimestamp();
        await Task.Delay(50);
        var stalled = TimeProvider.System.GetElapsedTime(waited);
        target.OpenGate();
        var result = await running.WaitAsync(Patience);

        Assert.Equal((12, 0), (result.Sessions, result.Failed));
        Assert.True(result.Latencies[LoadMetric.E2el].At(0) >= stalled.TotalMilliseconds * 0.99, "a session did not count its waiting");
    }

    [Fact]
    public async Task Constant_load_should_begin_a_session_only_when_one_is_over()
    {
        var target = new GatedTarget(wanted: 3);
        using var clock = new TokenClock(TimeProvider.System);
        var running = RunAsync(target, clock, "constant:3:0.2");

        await target.AllAsked.WaitAsync(Patience);
        target.OpenGate();
        var result = await running.WaitAsync(Patience);

        Assert.True(result.Sessions >= 3);
        Assert.Equal(result.Sessions, result.Latencies[LoadMetric.E2el].Count);
    }

    [Fact]
    public void Every_scenario_should_have_a_load_and_a_name_of_its_own()
    {
        var scenarios = ScenarioCatalog.Create(new TokenSettings(), [Program]);

        Assert.Equal(11, scenarios.Select(scenario => scenario.Name).Distinct().Count());
        Assert.All(scenarios, scenario => Assert.NotEmpty(scenario.Simulations));
    }

    private static Task<ScenarioResult> RunAsync(GatedTarget target, TokenClock clock, params string[] load)
    {
        var runner = new ScenarioRunner(target.Name, new StreamRun(target, clock, _ => [], TimeProvider.System), TimeProvider.System);
        ILoadScenario replay = ScenarioCatalog.Create(new TokenSettings(), [Program])[^1];
        var options = new LoadOptions { Simulations = [.. load.Select(LoadSimulationText.Parse)] };
        return runner.RunAsync(replay, options, new Progress<LoadProgress>(), TestContext.Current.CancellationToken);
    }
}
