using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>Clients come in bursts: gamma-distributed times between them, as serving benchmarks have them.</summary>
internal sealed class Bursts(TokenSettings tokens) : StreamScenario(
    "bursts", "arrivals in bursts, gamma-distributed with shape 0.25", new GammaInject(10, 0.25, TimeSpan.FromSeconds(15)))
{
    private readonly StreamPlan _plan = SketchedPlan.Of(new ProgramSketch("python").Lines(20), "lines", tokens);

    protected override StreamPlan Plan(int number, Random random) => _plan;
}
