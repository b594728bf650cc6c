using System.Runtime.InteropServices;

namespace Eager.Host.Running;

/// <summary>Ctrl-C, a request to terminate and the end of the terminal: the first interrupts the program, the second ends everything.</summary>
internal sealed class InterruptSignal : IDisposable
{
    private readonly CancellationTokenSource _insisted = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Lock _lock = new();
    private readonly List<Action> _programs = [];
    private bool _received;
    private bool _disposed;

    public InterruptSignal() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Receive),
    ];

    /// <summary>Cancelled by the second signal, or by the first while no program runs.</summary>
    public CancellationToken Insisted => _insisted.Token;

    /// <summary>True once a signal came.</summary>
    public bool Received
    {
        get
        {
            lock (_lock)
                return _received;
        }
    }

    /// <summary>Calls back at the first signal, at once where it came already; disposal ends that.</summary>
    public IDisposable Register(Action program)
    {
        lock (_lock)
        {
            _programs.Add(program);
            if (_received)
                program();
        }

        return new Registration(this, program);
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        lock (_lock)
        {
            // A handler may be under way on another thread.
            _disposed = true;
            _insisted.Dispose();
        }
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_lock)
        {
            if (_disposed)
                return;
            var insists = _received || _programs.Count == 0;
            _received = true;
            foreach (var program in _programs)
                program();
            // Whoever waits goes on outside of this lock.
            if (insists)
                _ = _insisted.CancelAsync();
        }
    }

    private sealed class Registration(InterruptSignal owner, Action program) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._lock)
                owner._programs.Remove(program);
        }
    }
}
