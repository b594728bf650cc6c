using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

/// <summary>A session that breaks a rule on purpose.</summary>
internal sealed class BrokenSession(IBackendSession inner) : IBackendSession
{
    private readonly Queue<BackendEvent> _changed = new();

    /// <summary>What becomes of each event.</summary>
    public Func<BackendEvent, IEnumerable<BackendEvent>> Events { get; init; } = happened => [happened];

    /// <summary>What becomes of each unit.</summary>
    public Func<ExecutionUnit, ExecutionUnit> Units { get; init; } = unit => unit;

    public Func<IBackendSession, ProgramEnding, ReadOnlyMemory<byte>, ValueTask> End { get; init; } =
        (session, ending, remainder) => session.EndAsync(ending, remainder, CancellationToken.None);

    public Func<IBackendSession, ValueTask> Interrupt { get; init; } = session => session.InterruptAsync();

    public Func<IBackendSession, ValueTask> Disposal { get; init; } = session => session.DisposeAsync();

    /// <summary>True where handing over does not complete.</summary>
    public Func<bool> HandsOver { get; init; } = () => true;

    /// <summary>True where a receiving that is given up takes an event along.</summary>
    public bool LosesWhenGivenUp { get; init; }

    /// <summary>True to refuse nothing.</summary>
    public bool Indulges { get; init; }

    public BackendCapabilities Capabilities => inner.Capabilities;

    public async ValueTask SubmitAsync(IReadOnlyList<ExecutionUnit> units, CancellationToken cancellationToken)
    {
        if (!HandsOver())
            await new TaskCompletionSource().Task;
        try
        {
            await inner.SubmitAsync([.. units.Select(Units)], cancellationToken);
        }
        catch (InvalidOperationException) when (Indulges)
        {
            // Broken on purpose: ObjectDisposedException is one too.
        }
    }

    public ValueTask EndAsync(ProgramEnding ending, ReadOnlyMemory<byte> remainder, CancellationToken cancellationToken) =>
        End(inner, ending, remainder);

    public async ValueTask<BackendEvent> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (_changed.Count == 0)
            foreach (var happened in Events(await TakeAsync(cancellationToken)))
                _changed.Enqueue(happened);
        return _changed.Dequeue();
    }

    public ValueTask InterruptAsync() => Interrupt(inner);

    public ValueTask DisposeAsync() => Disposal(inner);

    private async ValueTask<BackendEvent> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await inner.ReceiveAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (LosesWhenGivenUp)
        {
            _ = inner.ReceiveAsync(CancellationToken.None).AsTask();
            throw;
        }
    }
}
