using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Objectives;

namespace Eager.LoadTests.Running;

/// <summary>How scenarios are run.</summary>
public sealed record LoadOptions
{
    /// <summary>The load; what the scenario asks for itself where empty.</summary>
    public IReadOnlyList<LoadSimulation> Simulations { get; init; } = [];

    /// <summary>Time at the beginning whose sessions count for nothing, with the load of the first simulation.</summary>
    public TimeSpan WarmUp { get; init; }

    public IReadOnlyList<Objective> Objectives { get; init; } = [];

    /// <summary>Seed of everything random: the same seed gives the same arrivals and programs.</summary>
    public int Seed { get; init; } = 1;
}
