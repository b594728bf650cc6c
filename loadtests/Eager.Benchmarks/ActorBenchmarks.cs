using Akka.Actor;
using BenchmarkDotNet.Attributes;

namespace Eager.Benchmarks;

/// <summary>A message from one actor to another and back: what each stage of a session adds at least. One operation is one message.</summary>
public class ActorBenchmarks
{
    private const int Messages = 10_000;

    private ActorSystem _system = null!;
    private IActorRef _first = null!;
    private IActorRef _second = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _system = ActorSystem.Create("benchmarks");
        _second = _system.ActorOf(Props.Create<Returner>());
        _first = _system.ActorOf(Props.Create<Returner>());
    }

    [GlobalCleanup]
    public void CleanUp() => _system.Terminate().GetAwaiter().GetResult();

    [Benchmark(OperationsPerInvoke = Messages)]
    public async Task Hop()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _first.Tell(new Ball(Messages, done), _second);
        await done.Task.ConfigureAwait(false);
    }

    private sealed record Ball(int Left, TaskCompletionSource Done);

    private sealed class Returner : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is not Ball ball)
                return;
            if (ball.Left == 0)
                ball.Done.SetResult();
            else
                Sender.Tell(ball with { Left = ball.Left - 1 });
        }
    }
}
