using Eager.Events;

namespace Eager.Engine.Events;

/// <summary>For a session whose events nobody needs.</summary>
public sealed class SilentSink : IEventSink
{
    /// <inheritdoc/>
    public void Write(SessionEvent published)
    {
    }
}
