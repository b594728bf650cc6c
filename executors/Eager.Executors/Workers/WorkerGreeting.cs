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
    Queue<OutputReceived> EarlyOutput);
