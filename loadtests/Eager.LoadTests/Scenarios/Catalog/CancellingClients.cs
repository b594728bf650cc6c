using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>One client in ten goes away in the middle of its stream.</summary>
internal sealed class CancellingClients(TokenSettings tokens) : StreamScenario(
    "cancelling-clients", "one client in ten leaves in the middle of its stream", new Inject(10, TimeSpan.FromSeconds(10)))
{
    private const int OneIn = 10;

    private readonly StreamPlan _plan = SketchedPlan.Of(new ProgramSketch("python").Lines(30), "lines", tokens);

    protected override StreamPlan Plan(int number, Random random) => number % OneIn != OneIn - 1
        ? _plan
        : _plan with { LeavesAt = random.NextDouble(), Ending = ExpectedEnding.ClientGone };
}
