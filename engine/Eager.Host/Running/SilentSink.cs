using Eager.Events;

namespace Eager.Host.Running;

/// <summary>For an arm whose output nobody reads.</summary>
internal sealed class SilentSink : IEventSink
{
    public void Write(SessionEvent published)
    {
    }
}
