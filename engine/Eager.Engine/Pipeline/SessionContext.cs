using Akka.Actor;
using Eager.Engine.Events;
using Eager.Events;

namespace Eager.Engine.Pipeline;

/// <summary>What every actor of a session shares: its clock and the way to its event stream. Immutable.</summary>
/// <param name="Time">Clock of the session.</param>
/// <param name="OpenedAt">Timestamp of that clock when the session opened.</param>
/// <param name="Hub">The event hub.</param>
internal sealed record SessionContext(TimeProvider Time, long OpenedAt, IActorRef Hub)
{
    /// <summary>Time since the session opened.</summary>
    public TimeSpan Now => Since(Time.GetTimestamp());

    /// <summary>A timestamp as time since the session opened; 0 for one before that.</summary>
    public TimeSpan Since(long timestamp)
    {
        var elapsed = Time.GetElapsedTime(OpenedAt, timestamp);
        return elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero;
    }

    /// <summary>Publishes an event whose number under way is bounded by something else than a window.</summary>
    public void Publish(SessionEvent published, bool last = false) =>
        Hub.Tell(new EventHubProtocol.Publish(published, Now, last));

    /// <summary>Publishes an event within a publisher's window; <paramref name="accepted"/> comes back when places of it are free again.</summary>
    public void Publish(SessionEvent published, EventWindow window, IActorRef publisher, object accepted) =>
        Hub.Tell(new EventHubProtocol.Publish(published, Now, Last: false, window.Spend() ? publisher : null, accepted));
}
