using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>Everybody comes at once, before anything is warm.</summary>
internal sealed class Stampede(TokenSettings tokens) : StreamScenario(
    "stampede", "fifty clients at one moment, before anything is warm", new InjectAtOnce(50, TimeSpan.FromSeconds(5)))
{
    private readonly StreamPlan _plan = SketchedPlan.Of(new ProgramSketch("python").Lines(20), "lines", tokens);

    protected override StreamPlan Plan(int number, Random random) => _plan;
}
