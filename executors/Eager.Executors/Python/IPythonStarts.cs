using Eager.Executions;
using Eager.Executors.Processes;

namespace Eager.Executors.Python;

/// <summary>What is started for Python sessions: as the host's user, or in sandboxes.</summary>
internal interface IPythonStarts : IDisposable
{
    /// <summary>True where a worker can wait before its program is known.</summary>
    bool CanWait { get; }

    /// <summary>An interpreter for one program.</summary>
    /// <exception cref="BackendUnavailableException">It cannot be started here.</exception>
    ProcessStart Cold(BackendSessionOptions program);

    /// <summary>A parent that has modules loaded.</summary>
    /// <exception cref="BackendUnavailableException">It cannot be started here.</exception>
    ProcessStart Parent();

    /// <summary>The environment that a parent of now would have.</summary>
    IReadOnlyList<string> Environment();

    /// <summary>A worker that the parent forks.</summary>
    /// <exception cref="BackendUnavailableException">It cannot be started here.</exception>
    ProcessStart Forked(WorkerProcess parent, BackendSessionOptions program);
}
