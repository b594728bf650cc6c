using Eager.Executors.Workers;

namespace Eager.Executors.Pooling;

/// <summary>Starts a worker that waits for its program.</summary>
internal delegate ValueTask<WorkerGreeting> WorkerStart(CancellationToken cancellationToken);
