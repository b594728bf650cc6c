using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>Programs and traces of whoever tests: an own agent stack, at its own pace.</summary>
internal sealed class Replay(IReadOnlyList<LoadProgram> programs) : StreamScenario(
    "replay", "the programs and traces that are given, in turn", new Inject(2, TimeSpan.FromSeconds(10)))
{
    protected override StreamPlan Plan(int number, Random random) => new(programs[number % programs.Count]) { Ending = ExpectedEnding.Any };
}
