using Eager.LoadTests.Scenarios;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Running;

/// <summary>The next client of a scenario, numbered; the plan of a number is always the same.</summary>
internal sealed class ScenarioStep(ILoadScenario scenario, StreamRun run, int seed)
{
    private int _next = -1;

    public string Name => scenario.Name;

    public Task<StreamOutcome> RunAsync(long dueAt, IStreamRecorder recorder, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _next);
        return scenario.StepAsync(new StepContext(number, new Random(unchecked((seed * 7919) + number)), dueAt, run, recorder), cancellationToken);
    }
}
