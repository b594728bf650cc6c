using Eager.Engine.Dispatch;
using Eager.Events;

namespace Eager.Engine.Pipeline.Supervision;

/// <summary>
/// The engine awaits the start. The executor says when execution stopped and when it is over; the session passes the stop up the stream. The handle interrupts.
/// </summary>
[ActorProtocol]
internal static class SessionProtocol
{
    /// <summary>Asks for the actor's reference, given once its stages stand and its clock runs: nothing may arrive before that.</summary>
    public sealed record AwaitStart
    {
        public static readonly AwaitStart Instance = new();
    }

    /// <summary>No later statement will run.</summary>
    public sealed record ExecutionStopped(InterruptReason Reason);

    /// <summary>The program is over and the backend has ended.</summary>
    public sealed record ExecutionEnded(SessionSummary Summary);

    /// <summary>The user wants the program to stop.</summary>
    public sealed record InterruptSession
    {
        public static readonly InterruptSession Instance = new();
    }
}
