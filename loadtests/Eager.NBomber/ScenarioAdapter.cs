using Eager.LoadTests.Arrivals;
using Eager.LoadTests.Scenarios;
using Eager.LoadTests.Sessions;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Eager.NBomber;

/// <summary>A scenario of ours as one of NBomber's: the same class, its steps called by another runner.</summary>
internal sealed class ScenarioAdapter(ILoadScenario scenario, StreamRun run, TimeProvider time, int seed) : IStreamRecorder
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private int _next = -1;

    public ScenarioProps Create() => Scenario
        .Create(scenario.Name, _ => StepAsync())
        .WithInit(_ => scenario.InitAsync(CancellationToken.None).AsTask())
        .WithClean(_ => scenario.CleanAsync().AsTask())
        .WithoutWarmUp()
        .WithLoadSimulations([.. scenario.Simulations.Select(Of)]);

    /// <summary>NBomber measures a step by itself; what happens inside of a session is in the reports of our own runner.</summary>
    public void Record(LoadMetric metric, double value)
    {
    }

    private async Task<IResponse> StepAsync()
    {
        var number = Interlocked.Increment(ref _next);
        var context = new StepContext(number, new Random(unchecked((seed * 7919) + number)), time.GetTimestamp(), run, this);
        var outcome = await scenario.StepAsync(context, CancellationToken.None).ConfigureAwait(false);
        return outcome.Failure is { } failure ? Response.Fail(message: failure) : Response.Ok();
    }

    /// <summary>NBomber knows no gamma arrivals and no moment at which all come: they become the mean rate and a rate within one second.</summary>
    private static LoadSimulation Of(LoadTests.Arrivals.LoadSimulation simulation) => simulation switch
    {
        Inject one => Simulation.Inject((int)Math.Ceiling(one.Rate), Second, one.During),
        RampingInject one => Simulation.RampingInject((int)Math.Ceiling(one.To), Second, one.During),
        GammaInject one => Simulation.Inject((int)Math.Ceiling(one.Rate), Second, one.During),
        InjectAtOnce one => Simulation.Inject(one.Copies, Second, Second),
        KeepConstant one => Simulation.KeepConstant(one.Copies, one.During),
        _ => Simulation.Pause(simulation.During),
    };
}
