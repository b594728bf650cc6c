using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>One program in twenty never ends; its client interrupts it when it has waited for long enough.</summary>
internal sealed class Runaways(TokenSettings tokens) : StreamScenario(
    "runaways", "one program in twenty never ends and is interrupted", new Inject(10, TimeSpan.FromSeconds(10)))
{
    private const int OneIn = 20;

    private readonly StreamPlan _plan = SketchedPlan.Of(new ProgramSketch("python").Lines(20), "lines", tokens);
    private readonly StreamPlan _runaway = SketchedPlan.Of(new ProgramSketch("python").Lines(10).RunAway().Lines(10), "runaway", tokens) with
    {
        Ending = ExpectedEnding.Interrupted,
        Output = null,
        InterruptsAfter = TimeSpan.FromSeconds(1),
    };

    protected override StreamPlan Plan(int number, Random random) => number % OneIn == OneIn - 1 ? _runaway : _plan;
}
