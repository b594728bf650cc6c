using Akka.Actor;

namespace Eager.Engine.Pipeline.Supervision;

/// <summary>
/// Actors made by a delegate. <c>Props.Create</c> takes an expression, which it compiles for each actor: with five actors a session that was most of
/// what opening a session cost.
/// </summary>
internal static class StageProps
{
    public static Props Of<TActor>(Func<TActor> create)
        where TActor : ActorBase => Props.CreateBy(new Producer<TActor>(create));

    private sealed class Producer<TActor>(Func<TActor> create) : IIndirectActorProducer
        where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);

        public ActorBase Produce() => create();

        public void Release(ActorBase actor)
        {
        }
    }
}
