using Eager.Engine.Dispatch;
using Eager.Events;

namespace Eager.Engine.Pipeline.Supervision;

/// <summary>The engine asks for a session and gets the reference of its actor.</summary>
[ActorProtocol]
internal static class SessionSupervisorProtocol
{
    /// <summary>Starts a session of these parts; <c>Completion</c> takes its summary or its fault.</summary>
    public sealed record StartSession(SessionParts Parts, TaskCompletionSource<SessionSummary> Completion);
}
