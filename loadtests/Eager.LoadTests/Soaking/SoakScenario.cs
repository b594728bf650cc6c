using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Scenarios;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Soaking;

/// <summary>
/// All kinds of clients in one: such as read slowly, leave, never end, kill their worker; and most who want nothing but their output. Any of
/// them may lose its worker to the killer, and what it got until then must be the beginning of what it was to get.
/// </summary>
internal sealed class SoakScenario : StreamScenario
{
    private readonly StreamPlan _plain;
    private readonly StreamPlan _flood;
    private readonly StreamPlan _runaway;
    private readonly StreamPlan _crashing;

    public SoakScenario(SoakOptions options, TokenSettings tokens)
        : base("soak", "all kinds of clients at once", new KeepConstant(options.Sessions, options.Round))
    {
        _plain = Killable(new ProgramSketch("python").Lines(40), tokens);
        _flood = Killable(new ProgramSketch("python").Lines(600), tokens with { Rate = 0 });
        _runaway = Killable(new ProgramSketch("python").Lines(10).RunAway().Lines(10), tokens) with
        {
            Ending = ExpectedEnding.Interrupted,
            Output = null,
            InterruptsAfter = TimeSpan.FromMilliseconds(300),
        };
        _crashing = Killable(new ProgramSketch("python").Import("os").Lines(10).Crash().Lines(10), tokens) with
        {
            Ending = ExpectedEnding.WorkerLost,
            Output = null,
        };
    }

    protected override StreamPlan Plan(int number, Random random) => random.Next(100) switch
    {
        < 10 => _plain with { LeavesAt = random.NextDouble(), Ending = ExpectedEnding.ClientGone },
        < 15 => _runaway,
        < 20 => _crashing,
        < 35 => _flood,
        < 45 => _flood with { ReadingPause = TimeSpan.FromMilliseconds(2) },
        _ => _plain,
    };

    private static StreamPlan Killable(ProgramSketch sketch, TokenSettings tokens) =>
        SketchedPlan.Of(sketch, "soak", tokens) with { MayBeKilled = true };
}
