using System.Threading.Channels;
using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

/// <summary>Breaks back-pressure: takes whatever comes, asked or not, and keeps it.</summary>
internal sealed class GreedySession : IBackendSession
{
    private readonly IBackendSession _inner;
    private readonly Channel<BackendEvent> _kept = Channel.CreateUnbounded<BackendEvent>();

    public GreedySession(IBackendSession inner)
    {
        _inner = inner;
        _ = Task.Run(TakeAllAsync);
    }

    public BackendCapabilities Capabilities => _inner.Capabilities;

    public ValueTask SubmitAsync(IReadOnlyList<ExecutionUnit> units, CancellationToken cancellationToken) => _inner.SubmitAsync(units, cancellationToken);

    public ValueTask EndAsync(ProgramEnding ending, ReadOnlyMemory<byte> remainder, CancellationToken cancellationToken) =>
        _inner.EndAsync(ending, remainder, cancellationToken);

    public ValueTask<BackendEvent> ReceiveAsync(CancellationToken cancellationToken) => _kept.Reader.ReadAsync(cancellationToken);

    public ValueTask InterruptAsync() => _inner.InterruptAsync();

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private async Task TakeAllAsync()
    {
        BackendEvent happened;
        do
        {
            happened = await _inner.ReceiveAsync(CancellationToken.None);
            await _kept.Writer.WriteAsync(happened);
        }
        while (happened is not BackendClosed);
    }
}
