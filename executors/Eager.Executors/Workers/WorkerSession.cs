using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Executors.Staging;
using Eager.Wire;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Workers;

/// <summary>A program that runs in a worker process.</summary>
internal sealed class WorkerSession : IBackendSession
{
    private readonly WorkerGreeting _worker;
    private readonly WorkerProcess _process;
    private readonly WorkerInbox _inbox;
    private readonly WorkerOutbox _outbox;
    private readonly WorkerConversation _conversation;
    private readonly InputPump? _input;
    private readonly StagingArea? _staging;
    private readonly Action? _released;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _receiving = new(1, 1);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposing;
    private bool _ended;
    private bool _limitTold;
    private string? _violation;
    private BackendClosed? _closed;

    public WorkerSession(WorkerGreeting worker, InputPump? input, StagingArea? staging, Action? released, ILogger logger)
    {
        _worker = worker;
        (_process, _inbox, _outbox) = (worker.Process, worker.Inbox, worker.Outbox);
        _conversation = new WorkerConversation(worker.Clock);
        (_input, _staging, _released, _logger) = (input, staging, released, logger);
        Capabilities = new BackendCapabilities(worker.Hello.Slots, QueuesUnits: true, worker.Hello.KeepsStateOnInterrupt)
        {
            OpensBlocks = worker.Hello.OpenBlocks,
            StagesWrites = staging is not null,
        };
    }

    public BackendCapabilities Capabilities { get; }

    private bool IsDisposing => Volatile.Read(ref _disposing) != 0;

    public async ValueTask SubmitAsync(IReadOnlyList<ExecutionUnit> units, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            RequireOpen();
            foreach (var unit in units)
            {
                _conversation.Submit(unit.Id);
                _outbox.Write(new UnitFrame((uint)unit.Id, unit.Kind, unit.Extent.Start, unit.Extent.Line, unit.Source));
                if (_outbox.IsFull)
                    await _outbox.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            await _outbox.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask EndAsync(ProgramEnding ending, ReadOnlyMemory<byte> remainder, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            RequireOpen();
            _outbox.Write(new EndFrame(ending, remainder));
            _ended = true;
            await _outbox.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask<BackendEvent> ReceiveAsync(CancellationToken cancellationToken)
    {
        await _receiving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (_closed is null)
            {
                if (IsDisposing)
                    _closed = WorkerEnd.Disposed(_worker.Name);
                else if (_worker.EarlyOutput.TryDequeue(out var early))
                    return early;
                else if (TakeEvent(out var taken) is { } received)
                    return received is BackendClosed ended ? _closed = await SettleAsync(ended).ConfigureAwait(false) : received;
                else if (!taken)
                    await _process.WaitReadableAsync(cancellationToken).ConfigureAwait(false);
            }

            return _closed;
        }
        finally
        {
            _receiving.Release();
        }
    }

    public ValueTask InterruptAsync()
    {
        try
        {
            _process.Interrupt();
        }
        catch (ObjectDisposedException)
        {
            // The worker is gone: nothing runs that could be interrupted.
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposing, 1) != 0)
        {
            await _disposed.Task.ConfigureAwait(false);
            return;
        }

        await _process.EndAsync().ConfigureAwait(false);
        // Whoever is inside leaves now, since nobody waits any more; then nobody uses the descriptors.
        await _receiving.WaitAsync().ConfigureAwait(false);
        await _sending.WaitAsync().ConfigureAwait(false);
        if (_input is not null)
            await _input.DisposeAsync().ConfigureAwait(false);
        _process.Dispose();
        _staging?.Dispose();
        _receiving.Release();
        _sending.Release();
        WorkerLog.Ended(_logger, _worker.Name, _process.Pid);
        _released?.Invoke();
        _disposed.SetResult();
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(IsDisposing, this);
        if (_ended)
            throw new InvalidOperationException("the program was ended already");
    }

    /// <summary>Takes one arrival, if there is one, and says what it means, if anything.</summary>
    private BackendEvent? TakeEvent(out bool taken)
    {
        taken = true;
        try
        {
            if (_inbox.TryTake() is not { } arrival)
            {
                taken = false;
                return null;
            }

            if (arrival.Exit is { } exit)
                return TellLimit(exit) ?? (BackendEvent)Close(exit);
            return arrival.Output ?? _conversation.Interpret(arrival.Frame!);
        }
        catch (WireException violation)
        {
            _violation ??= violation.Message;
            _inbox.GiveUpFrames();
            _process.Kill();
            return null;
        }
    }

    /// <summary>The limit for which the program was ended, once. The exit comes again.</summary>
    private LimitReached? TellLimit(ProcessExit exit)
    {
        if (_limitTold)
            return null;
        _limitTold = true;
        return WorkerEnd.Limit(_worker.Limits, exit);
    }

    private BackendClosed Close(ProcessExit exit)
    {
        _input?.Stop();
        var closed = WorkerEnd.Decide(_worker.Name, _worker.Limits, exit, _conversation.ProgramFinished, _violation);
        WorkerLog.Exited(_logger, _worker.Name, _process.Pid, exit, closed.Loss);
        return closed;
    }

    /// <summary>Staged changes stand where the worker said so, and where the program ended its process by any means of its own.</summary>
    private async ValueTask<BackendClosed> SettleAsync(BackendClosed closed)
    {
        if (_staging is null)
            return closed;
        try
        {
            var keeps = _conversation.Kept || (closed.Loss is null && !_conversation.ProgramFinished);
            return closed with { Staged = await _staging.SettleAsync(keeps).ConfigureAwait(false) };
        }
        catch (StagingException failure)
        {
            return closed with { ExitStatus = null, Loss = failure.Message };
        }
    }
}
