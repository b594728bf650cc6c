using System.Collections.Immutable;
using Eager.Batches;
using Eager.Engine.Dispatch;
using Eager.Engine.Statements;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Executions;

/// <summary>
/// The batcher sends batches within the backend's slots and ends the program once. The executor reports stops and the end to the session, frees
/// slots, and asks the backend for its next event only while the event hub takes it.
/// </summary>
[ActorProtocol]
internal static class ExecutorProtocol
{
    /// <summary>A batch is to run after all before it.</summary>
    public sealed record ExecuteBatch(Batch Batch);

    /// <summary>No batch follows; <c>Unsent</c> are the statements that were ready and stay behind.</summary>
    public sealed record EndProgram(StreamTail Tail, ImmutableArray<Statement> Unsent);

    /// <summary>The user interrupted.</summary>
    public sealed record Interrupt
    {
        public static readonly Interrupt Instance = new();
    }

    /// <summary>The backend took what was handed over last, or could not because it is gone: its last event says why.</summary>
    public sealed record HandedOver(string? Failure);

    /// <summary>Time to look again at a backend that refused a batch; <c>Heard</c> counts what it had reported before.</summary>
    public sealed record SilenceLimitPassed(string Failure, long Heard);

    /// <summary>The interrupt was delivered, or the backend was gone already.</summary>
    public sealed record InterruptDelivered
    {
        public static readonly InterruptDelivered Instance = new();
    }

    /// <summary>The backend reported something.</summary>
    public sealed record BackendReported(BackendEvent Event);

    /// <summary>The backend broke its contract.</summary>
    public sealed record BackendFaulted(Exception Cause);

    /// <summary>Events of this actor reached the reader's queue.</summary>
    public sealed record EventAccepted
    {
        public static readonly EventAccepted Instance = new();
    }
}
