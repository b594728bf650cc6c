using Akka.Actor;
using Eager.Engine.Dispatch;
using Eager.Engine.Executions;
using Eager.Engine.Statements;
using Eager.Events;
using static Eager.Engine.Pipeline.Supervision.SessionProtocol;

namespace Eager.Engine.Pipeline.Supervision;

/// <summary>
/// Failure boundary: supervises one session's stages. A stage that throws has broken an invariant; the whole session ends and says so, because
/// a restarted stage could only guess what had happened.
/// </summary>
[Actor(typeof(SessionProtocol))]
internal sealed partial class SessionActor(SessionParts parts, TaskCompletionSource<SessionSummary> completion) : UntypedActor
{
    private SessionStages _stages = null!;
    private bool _halted;

    protected override void PreStart()
    {
        _stages = SessionTopology.Start(Context, parts);
        foreach (var stage in _stages.All)
            Context.Watch(stage);
    }

    /// <summary>Nobody waits for a summary that can no longer come.</summary>
    protected override void PostStop() => completion.TrySetCanceled();

    protected override SupervisorStrategy SupervisorStrategy() => new AllForOneStrategy(cause =>
    {
        completion.TrySetException(new SessionFaultedException(cause));
        return Directive.Stop;
    });

    [Handles]
    private void OnAwaitStart(AwaitStart message) => Sender.Tell(Self);

    [Handles]
    private void OnExecutionStopped(ExecutionStopped message)
    {
        var endsAnyway = message.Reason is InterruptReason.Error or InterruptReason.Exit && parts.OnError == ErrorPolicy.Report;
        if (!endsAnyway)
            Halt(message.Reason);
    }

    [Handles]
    private void OnInterruptSession(InterruptSession message)
    {
        _stages.Executor.Tell(ExecutorProtocol.Interrupt.Instance);
        Halt(InterruptReason.User);
    }

    [Handles]
    private void OnExecutionEnded(ExecutionEnded message)
    {
        _stages.Session.Publish(new SessionCompleted(message.Summary), last: true);
        completion.TrySetResult(message.Summary);
    }

    [Handles]
    private void OnTerminated(Terminated message) =>
        completion.TrySetException(new SessionFaultedException(message.ActorRef.Path.Name));

    private void Halt(InterruptReason reason)
    {
        if (_halted)
            return;
        _halted = true;
        _stages.Chunker.Tell(new ChunkerProtocol.Halt(reason));
    }
}
