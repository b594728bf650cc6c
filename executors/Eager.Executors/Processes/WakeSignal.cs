using System.Threading.Tasks.Sources;

namespace Eager.Executors.Processes;

/// <summary>
/// One condition that the poller reports, for one waiter at a time. A wake may be spurious: the waiter looks again. Closed, it lets everyone
/// through.
/// </summary>
internal sealed class WakeSignal : IValueTaskSource
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private bool _waiting;
    private bool _closed;

    /// <summary>Waits for one wake.</summary>
    /// <param name="arm">Asks for the wake; called when the waiter is in place, so that no wake is missed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask WaitAsync(Action arm, CancellationToken cancellationToken)
    {
        short version;
        lock (_lock)
        {
            if (_closed)
                return ValueTask.CompletedTask;
            if (_waiting)
                throw new InvalidOperationException("one caller at a time waits for a worker");
            _source.Reset();
            version = _source.Version;
            _waiting = true;
        }

        _cancellation = cancellationToken.UnsafeRegister(
            static (signal, token) => ((WakeSignal)signal!).Cancel(token), this);
        arm();
        return new ValueTask(this, version);
    }

    public void Raise()
    {
        if (TryEndWait())
            _source.SetResult(true);
    }

    public void Close()
    {
        lock (_lock)
            _closed = true;
        Raise();
    }

    void IValueTaskSource.GetResult(short token)
    {
        _cancellation.Dispose();
        _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellationToken)
    {
        if (TryEndWait())
            _source.SetException(new OperationCanceledException(cancellationToken));
    }

    private bool TryEndWait()
    {
        lock (_lock)
        {
            var waited = _waiting;
            _waiting = false;
            return waited;
        }
    }
}
