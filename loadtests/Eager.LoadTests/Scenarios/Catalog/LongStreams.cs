using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>Programs of a thousand lines: nothing gets slower or larger towards their end.</summary>
internal sealed class LongStreams(TokenSettings tokens) : StreamScenario(
    "long-streams", "twenty programs of a thousand lines, ten times as fast as a model", new KeepConstant(20, TimeSpan.FromSeconds(15)))
{
    private readonly StreamPlan _plan = SketchedPlan.Of(new ProgramSketch("python").Lines(1000), "long", tokens, rate: 10 * tokens.Rate);

    protected override StreamPlan Plan(int number, Random random) => _plan;
}
