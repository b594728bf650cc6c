using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios;

/// <summary>A load scenario: a plain class with an initialisation, a step for each client and a clean-up, which any runner can run.</summary>
public interface ILoadScenario
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it shows, in one line.</summary>
    string Description { get; }

    /// <summary>The load that it asks for by itself.</summary>
    IReadOnlyList<LoadSimulation> Simulations { get; }

    /// <summary>Prepares what all steps share; once, before the first.</summary>
    ValueTask InitAsync(CancellationToken cancellationToken);

    /// <summary>One client from its due time to its end. Steps run at the same time.</summary>
    Task<StreamOutcome> StepAsync(StepContext step, CancellationToken cancellationToken);

    /// <summary>Takes away what was prepared; once, behind the last step, however it ended.</summary>
    ValueTask CleanAsync();
}
