using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>Many clients with one stream each, at the pace of a model.</summary>
internal sealed class ManySessions(TokenSettings tokens) : StreamScenario(
    "many-sessions", "a hundred streams at once, at the pace of a model", new KeepConstant(100, TimeSpan.FromSeconds(15)))
{
    private readonly StreamPlan _plan = SketchedPlan.Of(new ProgramSketch("python").Lines(40), "lines", tokens);

    protected override StreamPlan Plan(int number, Random random) => _plan;
}
