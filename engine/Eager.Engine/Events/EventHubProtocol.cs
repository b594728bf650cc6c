using Akka.Actor;
using Eager.Engine.Dispatch;
using Eager.Events;

namespace Eager.Engine.Events;

/// <summary>
/// Publishers send <see cref="Publish"/>. Once the event stands in the reader's queue, a publisher that named itself gets the message it asked
/// for, which returns places of its window. <see cref="Publish"/> with <c>Last</c> closes the stream.
/// </summary>
[ActorProtocol]
internal static class EventHubProtocol
{
    /// <summary>An event of a time since the session opened, to be numbered and delivered; <c>Accepted</c> goes back to <c>Publisher</c> where there is one.</summary>
    public sealed record Publish(SessionEvent Event, TimeSpan At, bool Last = false, IActorRef? Publisher = null, object? Accepted = null);

    /// <summary>The reader's queue has room again, or the reader is gone.</summary>
    public sealed record ReaderReady(bool Open);
}
