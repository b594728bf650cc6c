using System.Text;
using System.Threading.Channels;
using Eager.Executions;
using Eager.Executors.Jupyter.Server;
using Eager.Statements;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>
/// A program that runs in a kernel. One loop sends units, as far ahead as the kernel keeps its promises, and takes what comes of them; an event waits
/// until it is asked for, and with it whatever the kernel says next.
/// </summary>
internal sealed class KernelSession : IBackendSession
{
    private const int Slots = 64;

    /// <summary>Number of what is executed at the program's end and is no unit.</summary>
    private const int NoUnit = -1;

    private readonly KernelConnection _connection;
    private readonly KernelConversation _conversation;
    private readonly BackendSessionOptions _options;
    private readonly bool _isIPython;
    private readonly TimeProvider _time;
    private readonly KernelInput _input;
    private readonly Channel<ExecutionUnit> _units = Channel.CreateBounded<ExecutionUnit>(Slots);
    private readonly Channel<BackendEvent> _events = Channel.CreateBounded<BackendEvent>(1);
    private readonly CancellationTokenSource _disposing = new();
    private readonly CancellationTokenSource _deadline;
    private readonly long _startedAt;
    private readonly CancellationTokenSource _stopping;
    private readonly Task _running;
    private Task<bool>? _unitWaits;
    private Task<bool>? _messageWaits;
    private Task _answering = Task.CompletedTask;
    private BackendClosed _closed = new(null, "the Jupyter kernel was ended with its session");
    private LimitReached? _reached;
    private ProgramEnding _ending;
    private ReadOnlyMemory<byte> _remainder;
    private SourceSpan _place = new(0, 0, 1, 1);
    private bool _ended;

    /// <param name="connection">The kernel; the session's from here on.</param>
    /// <param name="conversation">What it says.</param>
    /// <param name="options">How the program sees itself.</param>
    /// <param name="isIPython">True for a kernel that was prepared: it never runs what is sent behind a unit that fails.</param>
    /// <param name="time">The session's clock.</param>
    public KernelSession(
        KernelConnection connection, KernelConversation conversation, BackendSessionOptions options, bool isIPython, TimeProvider time)
    {
        (_connection, _conversation, _options, _isIPython, _time) = (connection, conversation, options, isIPython, time);
        _startedAt = time.GetTimestamp();
        _input = new KernelInput(options.Input, connection);
        _deadline = new CancellationTokenSource(options.Limits.Duration ?? Timeout.InfiniteTimeSpan, time);
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(_disposing.Token, _deadline.Token);
        Capabilities = new BackendCapabilities(Slots, QueuesUnits: isIPython, KeepsStateOnInterrupt: true);
        _running = RunAsync();
    }

    public BackendCapabilities Capabilities { get; }

    /// <summary>True where the kernel may have one unit more: other kernels may run what arrives after a failure.</summary>
    private bool MaySend => _conversation.Count < (_isIPython ? Slots : 1) && !_conversation.IsProbing;

    public async ValueTask SubmitAsync(IReadOnlyList<ExecutionUnit> units, CancellationToken cancellationToken)
    {
        RequireOpen();
        foreach (var unit in units)
            while (!_units.Writer.TryWrite(unit) && await _units.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(false))
                continue;
    }

    public ValueTask EndAsync(ProgramEnding ending, ReadOnlyMemory<byte> remainder, CancellationToken cancellationToken)
    {
        RequireOpen();
        (_ending, _remainder, _ended) = (ending, remainder, true);
        _units.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public async ValueTask<BackendEvent> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await _events.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_disposing.IsCancellationRequested && _events.Reader.TryRead(out var received))
                return received;
        }

        return _disposing.IsCancellationRequested ? _closed : Interlocked.Exchange(ref _reached, null) ?? (BackendEvent)_closed;
    }

    public async ValueTask InterruptAsync()
    {
        if (!_conversation.Interrupt(_time.GetTimestamp()))
            return;
        await _connection.InterruptAsync().ConfigureAwait(false);
        _conversation.Interrupted(_time.GetTimestamp());
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        while (_events.Reader.TryRead(out _))
            continue;
    }

    private async Task RunAsync()
    {
        try
        {
            // Not on the caller's stack: a session is open before its program does anything.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            while (!_units.Reader.Completion.IsCompleted || _conversation.Count > 0)
                await StepAsync().ConfigureAwait(false);
            _closed = await EndProgramAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
        {
            // What the session was doing is over with it.
        }
        catch (OperationCanceledException) when (_deadline.IsCancellationRequested)
        {
            var used = _time.GetElapsedTime(_startedAt).TotalSeconds;
            var allowed = _options.Limits.Duration.GetValueOrDefault().TotalSeconds;
            _reached = new LimitReached(LimitKind.Duration, allowed, Math.Max(allowed, used), EndsProgram: true);
            _closed = new BackendClosed(null, $"the program reached its limit of {_reached.Words}") { LimitReached = true };
        }
        catch (KernelLostException lost)
        {
            _closed = new BackendClosed(null, lost.Message);
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
            _units.Writer.TryComplete();
            _events.Writer.TryComplete();
        }
    }

    /// <summary>Tells what is known, sends what may be sent, then waits for more of either.</summary>
    private async ValueTask StepAsync()
    {
        while (MaySend && _units.Reader.TryRead(out var unit))
        {
            if (unit.Kind != UnitKind.Probe)
                _place = unit.Extent;
            if (_conversation.Add(unit) is { } request)
                await _connection.SendAsync(request, _stopping.Token).ConfigureAwait(false);
        }

        await TellAsync().ConfigureAwait(false);
        if (_connection.Messages.TryRead(out var message))
            await TakeAsync(message).ConfigureAwait(false);
        else
            await WaitAsync().ConfigureAwait(false);
    }

    private async ValueTask TellAsync()
    {
        while (_conversation.Next() is { } happened)
            await EmitAsync(happened).ConfigureAwait(false);
    }

    private async ValueTask TakeAsync(KernelMessage message)
    {
        if (message.Type == "input_request")
        {
            if (KernelInput.Prompt(message) is { } prompt)
                await EmitAsync(prompt).ConfigureAwait(false);
            _answering = _input.AnswerAsync(_stopping.Token);
            return;
        }

        _conversation.Interpret(message);
        if (_conversation.InterruptIsDue)
        {
            await _connection.InterruptAsync().ConfigureAwait(false);
            _conversation.Interrupted(_time.GetTimestamp());
        }
    }

    private async ValueTask WaitAsync()
    {
        var mayTake = MaySend && !_units.Reader.Completion.IsCompleted;
        if (!mayTake && _conversation.Count == 0)
            return;
        _messageWaits ??= _connection.Messages.WaitToReadAsync(_stopping.Token).AsTask();
        if (mayTake)
            _unitWaits ??= _units.Reader.WaitToReadAsync(_stopping.Token).AsTask();
        var first = mayTake ? await Task.WhenAny(_messageWaits, _unitWaits!).ConfigureAwait(false) : _messageWaits;
        await first.ConfigureAwait(false);
        if (first == _messageWaits)
            _messageWaits = null;
        else
            _unitWaits = null;
    }

    private async ValueTask<BackendClosed> EndProgramAsync()
    {
        ProgramError? error = null;
        await TellAsync().ConfigureAwait(false);
        if (_ending == ProgramEnding.Complete && _conversation.Status is null)
        {
            if (_remainder.Span.ContainsAnyExcept(" \t\r\n\f"u8))
                error = await ExecuteAsync(_remainder).ConfigureAwait(false);
            if (_isIPython && _options.Display && _conversation.Status is null)
                await ExecuteAsync(Encoding.UTF8.GetBytes(IPythonKernel.Farewell)).ConfigureAwait(false);
            if (_conversation.TakeResult() is { } result)
                await EmitAsync(result).ConfigureAwait(false);
        }

        // Exit handlers run while the kernel shuts down.
        await _connection.EndAsync().ConfigureAwait(false);
        await EmitAsync(new ProgramFinished(error)).ConfigureAwait(false);
        return new BackendClosed(_conversation.Status ?? 0, Loss: null);
    }

    /// <summary>Executes what is no unit; its error, where it has one.</summary>
    private async ValueTask<ProgramError?> ExecuteAsync(ReadOnlyMemory<byte> source)
    {
        var place = new SourceSpan(_place.End, _place.End + source.Length, _place.End == 0 ? 1 : _place.EndLine + 1, _place.EndLine + 1);
        if (_conversation.Add(new ExecutionUnit(NoUnit, UnitKind.Statement, place, source)) is { } request)
            await _connection.SendAsync(request, _stopping.Token).ConfigureAwait(false);
        ProgramError? error = null;
        while (true)
        {
            while (_conversation.Next() is { } happened)
            {
                if (happened is UnitFinished)
                    return error;
                if (happened is ErrorRaised raised)
                    error = raised.Error;
                else
                    await EmitAsync(happened).ConfigureAwait(false);
            }

            await TakeAsync(await _connection.Messages.ReadAsync(_stopping.Token).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves nothing behind. What still runs is interrupted first: a kernel that is idle goes at once.</summary>
    private async ValueTask CloseAsync()
    {
        if (_conversation.Count > 0)
            await _connection.InterruptAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _answering.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        _input.Dispose();
        _deadline.Dispose();
    }

    private ValueTask EmitAsync(BackendEvent happened) => _events.Writer.WriteAsync(happened, _stopping.Token);

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        if (_ended)
            throw new InvalidOperationException("the program was ended already");
    }
}
