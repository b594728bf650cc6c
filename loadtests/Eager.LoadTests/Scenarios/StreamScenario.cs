using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios;

/// <summary>A scenario whose step is one stream into one session.</summary>
internal abstract class StreamScenario(string name, string description, params LoadSimulation[] simulations) : ILoadScenario
{
    public string Name => name;

    public string Description => description;

    public IReadOnlyList<LoadSimulation> Simulations => simulations;

    public virtual ValueTask InitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<StreamOutcome> StepAsync(StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Run.RunAsync(Plan(step.Number, step.Random), step.DueAt, step.Recorder, cancellationToken);
    }

    public virtual ValueTask CleanAsync() => ValueTask.CompletedTask;

    /// <summary>What the client of a step does.</summary>
    protected abstract StreamPlan Plan(int number, Random random);
}
