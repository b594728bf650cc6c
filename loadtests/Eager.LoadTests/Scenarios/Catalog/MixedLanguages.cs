using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>Python and C# in turn.</summary>
internal sealed class MixedLanguages(TokenSettings tokens) : StreamScenario(
    "mixed-languages", "Python and C# in turn", new Inject(2, TimeSpan.FromSeconds(15)))
{
    private readonly StreamPlan[] _plans =
    [
        SketchedPlan.Of(new ProgramSketch("python").Lines(20), "python", tokens),
        SketchedPlan.Of(new ProgramSketch("csharp").Import("System").Lines(20), "csharp", tokens),
    ];

    protected override StreamPlan Plan(int number, Random random) => _plans[number % _plans.Length];
}
