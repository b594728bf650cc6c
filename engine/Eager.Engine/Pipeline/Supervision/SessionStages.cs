using Akka.Actor;

namespace Eager.Engine.Pipeline.Supervision;

/// <summary>The running stages of one session.</summary>
internal sealed record SessionStages(
    SessionContext Session, IActorRef Chunker, IActorRef Batcher, IActorRef Executor)
{
    public IEnumerable<IActorRef> All => [Session.Hub, Executor, Batcher, Chunker];
}
