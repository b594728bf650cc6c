using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>One client in ten has a program that kills its worker; the others notice nothing.</summary>
internal sealed class CrashingWorkers(TokenSettings tokens) : StreamScenario(
    "crashing-workers", "one program in ten kills its worker", new Inject(10, TimeSpan.FromSeconds(10)))
{
    private const int OneIn = 10;

    private readonly StreamPlan _lasting = SketchedPlan.Of(new ProgramSketch("python").Lines(20), "lasting", tokens);
    private readonly StreamPlan _crashing = SketchedPlan.Of(
        new ProgramSketch("python").Import("os").Lines(10).Crash().Lines(10), "crashing", tokens) with
    {
        Ending = ExpectedEnding.WorkerLost,
        Output = null,
    };

    protected override StreamPlan Plan(int number, Random random) => number % OneIn == OneIn - 1 ? _crashing : _lasting;
}
