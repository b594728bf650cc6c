using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Wire;

namespace Eager.Executors.Workers;

/// <summary>A worker that has greeted.</summary>
internal sealed record WorkerGreeting(
    string Name,
    ProgramLimits Limits,
    WorkerProcess Process,
    WorkerInbox Inbox,
    WorkerOutbox Outbox,
    WorkerClock Clock,
    HelloFrame Hello,
    Queue<OutputReceived> EarlyOutput) : IAsyncDisposable
{
    /// <summary>True while it waits for its program: a worker that has something to say before it was told anything is ending.</summary>
    public bool IsWaiting => Process.Ready() == ProcessChannels.None;

    /// <summary>True where a program with these options can be given to a worker that waits: its input and its limits on files were decided at its start.</summary>
    public static bool CanWaitFor(BackendSessionOptions program) =>
        program is { Input: null, Limits: { FileBytes: null, OpenFiles: null } };

    /// <summary>Ends a worker that was given no program.</summary>
    public async ValueTask DisposeAsync()
    {
        await Process.EndAsync().ConfigureAwait(false);
        Process.Dispose();
    }
}
