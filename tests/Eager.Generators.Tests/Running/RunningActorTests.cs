using Akka.Actor;
using Akka.Event;
using static Eager.Generators.Tests.Running.TallyProtocol;

namespace Eager.Generators.Tests.Running;

public sealed class RunningActorTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ActorSystem _system = ActorSystem.Create("tally", "akka { loglevel = OFF, stdout-loglevel = OFF }");
    private IActorRef _actor = ActorRefs.Nobody;

    public ValueTask InitializeAsync()
    {
        _actor = _system.ActorOf(Props.Create(() => new TallyActor()));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task Actor_should_call_the_handler_of_each_message()
    {
        _actor.Tell(new Add(5));
        _actor.Tell(new Subtract(2));

        Assert.Equal(3, (await Report()).Total);
    }

    [Fact]
    public async Task Actor_should_call_the_handler_when_the_framework_sends_the_message()
    {
        _actor.Tell(ReceiveTimeout.Instance);

        Assert.Equal(-1, (await Report()).Total);
    }

    [Fact]
    public async Task Actor_should_reach_unhandled_of_its_base_when_no_arm_takes_the_message()
    {
        using var inbox = Inbox.Create(_system);
        _system.EventStream.Subscribe(inbox.Receiver, typeof(UnhandledMessage));

        _actor.Tell("a stranger");

        Assert.Equal(["a stranger"], (await Report()).Missed);
        Assert.Equal("a stranger", ((UnhandledMessage)await inbox.ReceiveAsync(Patience)).Message);
    }

    [Fact]
    public async Task Actor_should_allocate_nothing_when_it_dispatches_a_thousand_messages() =>
        Assert.Equal(0, await _actor.Ask<long>(new Measure(1_000), Patience));

    private Task<TallyReported> Report() => _actor.Ask<TallyReported>(TallyProtocol.Report.Instance, Patience);
}
