using Eager.Executions;

namespace Eager.Engine.Executions.Limits;

/// <summary>
/// Interrupts what runs for too long, and ends the session where that does not help. It looks only while the caller waits for an event and none is
/// there: a program that is held back by its reader is not late.
/// </summary>
internal sealed class DeadlineWatch : IAsyncDisposable
{
    /// <summary>How long an interrupted program may take to end the unit.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.5);

    private readonly IBackendSession _session;
    private readonly UnitDeadlines _deadlines;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private LimitReached? _reached;
    private long _interruptedAt;
    private Task _ending = Task.CompletedTask;
    private bool _waiting;
    private bool _killed;

    public DeadlineWatch(IBackendSession session, UnitDeadlines deadlines, TimeProvider time)
    {
        (_session, _deadlines, _time) = (session, deadlines, time);
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True where the program was ended because an interrupt did not end what ran.</summary>
    public bool HasKilled
    {
        get
        {
            lock (_lock)
                return _killed;
        }
    }

    /// <summary>The caller waits for an event.</summary>
    public void BeginWait()
    {
        lock (_lock)
            _waiting = true;
        Look();
    }

    public void EndWait()
    {
        lock (_lock)
            _waiting = false;
    }

    /// <summary>What was submitted or ended changes what there is to be looked at.</summary>
    public void Look()
    {
        lock (_lock)
        {
            if (!_waiting || _killed)
                return;
            var next = _reached is null ? Interrupt() : Grace - _time.GetElapsedTime(_interruptedAt);
            if (next <= TimeSpan.Zero)
                (_killed, _ending) = (true, _session.DisposeAsync().AsTask());
            else
                _timer.Change(next ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The limit that was reached since this was asked last.</summary>
    public LimitReached? Take()
    {
        lock (_lock)
        {
            var reached = _reached;
            if (!_killed)
                _reached = null;
            return reached;
        }
    }

    /// <summary>Ends the session, whatever it does.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            if (!_killed)
                (_killed, _ending) = (true, _session.DisposeAsync().AsTask());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        Task ending;
        lock (_lock)
            ending = _ending;
        await ending.ConfigureAwait(false);
    }

    /// <summary>Interrupts what runs for too long. How long until there is something to look at.</summary>
    private TimeSpan? Interrupt()
    {
        _reached = _deadlines.Reached(out var next);
        if (_reached is null)
            return next;
        _interruptedAt = _time.GetTimestamp();
        _ = _session.InterruptAsync().AsTask();
        return Grace;
    }
}
