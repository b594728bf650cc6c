using Eager.Events;

namespace Eager.Engine.Events;

/// <summary>Takes the events of one session, in order.</summary>
public interface IEventSink
{
    /// <summary>Takes the next event; the session waits while it does.</summary>
    void Write(SessionEvent published);
}
