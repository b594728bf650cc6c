using Eager.Executions;
using Eager.Executors.Interop;

namespace Eager.Executors.Processes;

/// <summary>A running worker: its channels, its signals, its end. One caller reads and one writes at a time.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int Interrupted = 2;

    private readonly ProcessPoller _poller;
    private readonly ulong _token;
    private readonly ProcessHandle _handle;
    private readonly WakeSignal _readable = new();
    private readonly WakeSignal _writable = new();
    private readonly WakeSignal _exited = new();
    private readonly WakeSignal _inputWritable = new();
    private readonly Action _armReadable;
    private readonly Action _armWritable;
    private readonly Action _armExited;
    private readonly Action _armInputWritable;
    private volatile bool _released;

    private WorkerProcess(ProcessPoller poller, ulong token, ProcessHandle handle)
    {
        (_poller, _token, _handle) = (poller, token, handle);
        _armReadable = () => Arm(WakeReason.Readable);
        _armWritable = () => Arm(WakeReason.Writable);
        _armExited = () => Arm(WakeReason.Exited);
        _armInputWritable = () => Arm(WakeReason.InputWritable);
        Pid = NativeProcess.Pid(handle);
        poller.Add(token, this);
    }

    public int Pid { get; }

    /// <summary>True once <see cref="ReleaseWaiters"/> was called: waiting is over for good.</summary>
    public bool IsReleased => _released;

    /// <exception cref="BackendUnavailableException">The program cannot be started.</exception>
    public static Task<WorkerProcess> StartAsync(ProcessStart start) => Task.Run(() =>
    {
        var poller = ProcessPoller.Shared;
        var token = poller.NextToken();
        var status = NativeStarter.Start(poller.Handle, token, start, out var handle, out var failedStep);
        return status >= 0 ? new WorkerProcess(poller, token, handle) : throw StartFailure.Of(start, status, failedStep);
    });

    public ValueTask WaitReadableAsync(CancellationToken cancellationToken) => _readable.WaitAsync(_armReadable, cancellationToken);

    public ValueTask WaitWritableAsync(CancellationToken cancellationToken) => _writable.WaitAsync(_armWritable, cancellationToken);

    public ValueTask WaitExitedAsync(CancellationToken cancellationToken) => _exited.WaitAsync(_armExited, cancellationToken);

    public ValueTask WaitInputWritableAsync(CancellationToken cancellationToken) =>
        _inputWritable.WaitAsync(_armInputWritable, cancellationToken);

    public void OnWake(WakeReason reason) => (reason switch
    {
        WakeReason.Readable => _readable,
        WakeReason.Writable => _writable,
        WakeReason.InputWritable => _inputWritable,
        _ => _exited,
    }).Raise();

    /// <summary>Channels that have something, their end included.</summary>
    public ProcessChannels Ready() => (ProcessChannels)Check("looking at a worker's channels", NativeProcess.Ready(_handle));

    /// <summary>Bytes that a channel holds at this moment.</summary>
    public int Available(ProcessChannels channel) =>
        Check("measuring a worker's channel", NativeProcess.Available(_handle, (uint)channel));

    /// <summary>Reads what is there. 0 at the end of the channel, null where nothing is there.</summary>
    public int? Read(ProcessChannels channel, Span<byte> bytes)
    {
        var count = (int)NativeProcess.Read(_handle, (uint)channel, bytes, (nuint)bytes.Length);
        return count == NativeProcess.TryAgain ? null : Check("reading from a worker", count);
    }

    /// <summary>Writes to the worker's frames. How many bytes it took; null where nobody reads them any more.</summary>
    public int? Write(ReadOnlySpan<byte> bytes) =>
        Taken((int)NativeProcess.Write(_handle, bytes, (nuint)bytes.Length), "writing to a worker");

    /// <summary>Writes to the standard input of a worker that takes some; as <see cref="Write"/>.</summary>
    public int? WriteInput(ReadOnlySpan<byte> bytes) =>
        Taken((int)NativeProcess.WriteInput(_handle, bytes, (nuint)bytes.Length), "writing a worker's input");

    /// <summary>The worker's program meets the end of its input. The writer calls this.</summary>
    public void EndInput() => NativeProcess.EndInput(_handle);

    /// <summary>Sends SIGINT to the worker alone. A worker that is over is not disturbed.</summary>
    public void Interrupt() => _ = NativeProcess.Signal(_handle, Interrupted);

    /// <summary>Limits the worker from now on; limits on files are not among them. A worker that is over is not disturbed.</summary>
    public void Limit(ProgramLimits limits) => _ = NativeProcess.Limit(_handle, new NativeLimits(limits));

    /// <summary>Kills the worker and all that descends from it.</summary>
    public void Kill() => _ = NativeProcess.Kill(_handle);

    /// <summary>For starting a process that this one forks.</summary>
    public LentProcess Lend() => new(_handle);

    /// <summary>How the worker ended. Null while it, or anything that descends from it, runs.</summary>
    public ProcessExit? TryReap()
    {
        if (!Ready().HasFlag(ProcessChannels.Exit))
            return null;
        var status = NativeProcess.Reap(_handle, out var how);
        return status < 0 ? ProcessExit.Unknown : new ProcessExit(how.Status, how.Signal) { Limit = (ReachedLimit)how.Limit, Used = how.Used };
    }

    /// <summary>
    /// Kills the worker and all that descends from it. Completes when they are gone from the system; the worker's descriptors are still open, and
    /// nobody waits on them any more.
    /// </summary>
    public async ValueTask EndAsync()
    {
        Kill();
        while (TryReap() is null)
            await WaitExitedAsync(CancellationToken.None).ConfigureAwait(false);
        ReleaseWaiters();
    }

    /// <summary>Lets every waiter through, now and later.</summary>
    public void ReleaseWaiters()
    {
        _released = true;
        _readable.Close();
        _writable.Close();
        _exited.Close();
        _inputWritable.Close();
    }

    public void Dispose()
    {
        _poller.Remove(_token);
        ReleaseWaiters();
        _handle.Dispose();
    }

    private static int? Taken(int count, string action) => count switch
    {
        NativeProcess.TryAgain => 0,
        NativeProcess.BrokenPipe => null,
        _ => Check(action, count),
    };

    private static int Check(string action, int status) => status >= 0 ? status : throw NativeFailure.Of(action, status);

    private void Arm(WakeReason reason) => Check("waiting for a worker", NativeProcess.Arm(_handle, (uint)reason));
}
