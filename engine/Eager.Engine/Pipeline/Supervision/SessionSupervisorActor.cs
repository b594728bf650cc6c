using Akka.Actor;
using Eager.Engine.Dispatch;
using static Eager.Engine.Pipeline.Supervision.SessionSupervisorProtocol;

namespace Eager.Engine.Pipeline.Supervision;

/// <summary>Failure boundary: parent of all sessions. One that fails takes no other with it.</summary>
[Actor(typeof(SessionSupervisorProtocol))]
public sealed partial class SessionSupervisorActor : UntypedActor
{
    private long _opened;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    [Handles]
    private void OnStartSession(StartSession message)
    {
        var (parts, completion) = message;
        Context.ActorOf(StageProps.Of(() => new SessionActor(parts, completion)), $"session-{_opened++}").Forward(SessionProtocol.AwaitStart.Instance);
    }
}
