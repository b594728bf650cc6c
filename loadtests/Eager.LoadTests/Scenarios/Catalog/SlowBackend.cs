using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>Statements that take longer than they take to arrive: the stream is held back, and memory with it.</summary>
internal sealed class SlowBackend : StreamScenario
{
    private readonly StreamPlan _plan;

    public SlowBackend(TokenSettings tokens)
        : base("slow-backend", "every statement takes 20 ms, longer than it takes to arrive", new Inject(5, TimeSpan.FromSeconds(10)))
    {
        var sketch = new ProgramSketch("python").Import("time");
        for (var i = 0; i < 40; i++)
            sketch.Rest();
        _plan = SketchedPlan.Of(sketch.Print("rested"), "slow", tokens, rate: 4 * tokens.Rate);
    }

    protected override StreamPlan Plan(int number, Random random) => _plan;
}
