using Akka.Actor;

namespace Eager.Generators.Tests.Running;

/// <summary>An intermediate class without a dispatch of its own. Runtime reason: confinement.</summary>
internal abstract class WatchingActor : UntypedActor
{
    protected List<object> Missed { get; } = [];

    protected override void Unhandled(object message)
    {
        Missed.Add(message);
        base.Unhandled(message);
    }
}
