using Eager.Executions;
using Eager.Executors.Workers;

namespace Eager.Executors.Pooling;

/// <summary>Starts workers that wait for their program.</summary>
internal interface IWorkerSource : IAsyncDisposable
{
    /// <summary>True where workers can wait before their program is known.</summary>
    bool CanWait { get; }

    /// <summary>Starts a worker ahead. Null where none can wait: what starts them fast is there then.</summary>
    /// <exception cref="BackendUnavailableException">None can be started.</exception>
    ValueTask<WorkerGreeting?> StartAsync(CancellationToken cancellationToken);

    /// <summary>A worker that <see cref="StartAsync"/> gave, or a program in it, is over.</summary>
    void Ended(WorkerGreeting worker);

    /// <summary>False for a worker that was started when something was different.</summary>
    bool IsCurrent(WorkerGreeting worker);
}
