using Eager.Executions;

namespace Eager.Engine.Executions;

/// <summary>The calls of a backend session as tasks: whatever a backend throws, at once or later, arrives in the task.</summary>
internal sealed class BackendCalls(IBackendSession backend)
{
    public async Task SubmitAsync(IReadOnlyList<ExecutionUnit> units, CancellationToken cancellationToken) =>
        await backend.SubmitAsync(units, cancellationToken).ConfigureAwait(false);

    public async Task EndAsync(ProgramEnding ending, ReadOnlyMemory<byte> remainder, CancellationToken cancellationToken) =>
        await backend.EndAsync(ending, remainder, cancellationToken).ConfigureAwait(false);

    public async Task<BackendEvent> ReceiveAsync(CancellationToken cancellationToken) =>
        await backend.ReceiveAsync(cancellationToken).ConfigureAwait(false);

    public async Task InterruptAsync() => await backend.InterruptAsync().ConfigureAwait(false);
}
