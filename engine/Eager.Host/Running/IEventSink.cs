using Eager.Events;

namespace Eager.Host.Running;

/// <summary>Takes the events of one session, in order.</summary>
internal interface IEventSink
{
    void Write(SessionEvent published);
}
