using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>Two thousand lines at once from each client: pipes, credits and windows hold, and nothing is lost.</summary>
internal sealed class TokenFlood(TokenSettings tokens) : StreamScenario(
    "token-flood", "two thousand lines at once from each of four clients", new KeepConstant(4, TimeSpan.FromSeconds(10)))
{
    private readonly StreamPlan _plan = SketchedPlan.Of(new ProgramSketch("python").Lines(2000), "flood", tokens, rate: 0);

    protected override StreamPlan Plan(int number, Random random) => _plan;
}
