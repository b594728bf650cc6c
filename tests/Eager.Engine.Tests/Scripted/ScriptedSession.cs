using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Eager.Effects;
using Eager.Executions;

namespace Eager.Engine.Tests.Scripted;

/// <summary>
/// Executes one command a unit line, in order: <c>print X</c>, <c>err X</c>, <c>fail TYPE</c>, <c>exit N</c>, <c>quit N</c> (the process ends at once),
/// <c>die</c>, <c>wait NAME</c>, <c>hold</c> (an effect that waits), <c>flood N</c> (N writes of 1 KiB), <c>break</c> (the receive call throws), <c>misreport</c>; anything else does nothing.
/// An event waits until it is asked for, as in a pipe.
/// </summary>
internal sealed class ScriptedSession : IBackendSession
{
    private readonly ScriptedSessionOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<ExecutionUnit?> _units;
    private readonly Channel<Func<BackendEvent>> _events = Channel.CreateBounded<Func<BackendEvent>>(1);
    private readonly Queue<ExecutionUnit?> _ahead = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _running;
    private TaskCompletionSource _interrupt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ProgramEnding _ending;
    private string? _loss;
    private int _disposals;
    private int _receives;
    private int _submissions;
    private long _executedBytes;

    public ScriptedSession(ScriptedSessionOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _units = Channel.CreateBounded<ExecutionUnit?>(Math.Max(1, options.Slots));
        Capabilities = new BackendCapabilities(options.Slots, options.QueuesUnits, KeepsStateOnInterrupt: true);
        _running = Task.Run(RunAsync);
    }

    public BackendCapabilities Capabilities { get; }

    public ConcurrentQueue<ExecutionUnit> Submitted { get; } = new();

    /// <summary>Number of units in each batch, in order.</summary>
    public ConcurrentQueue<int> BatchSizes { get; } = new();

    /// <summary>Text of the units that began to run.</summary>
    public ConcurrentQueue<string> Executed { get; } = new();

    /// <summary>Text of the probes, in order.</summary>
    public ConcurrentQueue<string> Probed { get; } = new();

    public TaskCompletionSource<(ProgramEnding Ending, string Remainder)> Ended { get; } = new();

    public int Disposals => Volatile.Read(ref _disposals);

    public int Receives => Volatile.Read(ref _receives);

    public long ExecutedBytes => Interlocked.Read(ref _executedBytes);

    /// <summary>Lets <c>wait NAME</c> go on.</summary>
    public void Open(string gate) => Gate(gate).TrySetResult();

    /// <summary>Ends the session as a crash of its process would.</summary>
    public void Kill(string loss)
    {
        _loss = loss;
        _gone.Cancel();
    }

    public async ValueTask SubmitAsync(IReadOnlyList<ExecutionUnit> units, CancellationToken cancellationToken)
    {
        if (_submissions++ == _options.SubmitFailsAt)
            throw new IOException("the pipe is broken");
        if (_options.Records)
            BatchSizes.Enqueue(units.Count);
        foreach (var unit in units)
        {
            if (_options.Records)
                Submitted.Enqueue(unit);
            await HandAsync(unit, cancellationToken);
        }
    }

    public async ValueTask EndAsync(ProgramEnding ending, ReadOnlyMemory<byte> remainder, CancellationToken cancellationToken)
    {
        _ending = ending;
        Ended.TrySetResult((ending, Encoding.UTF8.GetString(remainder.Span)));
        await HandAsync(null, cancellationToken);
    }

    public ValueTask<BackendEvent> ReceiveAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _receives);
        return _options.ThrowsSynchronously ? throw new InvalidOperationException("the backend is broken") : ReceiveAsync();

        async ValueTask<BackendEvent> ReceiveAsync() => (await _events.Reader.ReadAsync(cancellationToken))();
    }

    public ValueTask InterruptAsync()
    {
        if (_options.ThrowsSynchronously)
            throw new InvalidOperationException("the backend is broken");
        _interrupt.TrySetResult();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        await _gone.CancelAsync();
        _events.Writer.TryComplete();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private async Task HandAsync(ExecutionUnit? unit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _gone.Token);
        try
        {
            await _units.Writer.WriteAsync(unit, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("the worker is gone");
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await ReportAsync(new BackendClosed(await RunProgramAsync(), Loss: null));
        }
        catch (Exception e) when (e is OperationCanceledException or EndOfStreamException)
        {
            try
            {
                await _events.Writer.WriteAsync(() => new BackendClosed(ExitStatus: null, _loss ?? e.Message));
            }
            catch (ChannelClosedException)
            {
                // Disposed: nobody asks any more.
            }
        }
        catch (ChannelClosedException)
        {
            // Disposed while reporting.
        }
    }

    private async Task<int> RunProgramAsync()
    {
        var (status, over) = (0, false);
        while ((_ahead.Count > 0 ? _ahead.Dequeue() : await _units.Reader.ReadAsync(_gone.Token)) is { } unit)
        {
            var started = _time.GetTimestamp();
            var (outcome, code) = over ? (UnitOutcome.Skipped, status) : await ExecuteAsync(unit);
            if (outcome == UnitOutcome.Exited && code < 0)
                return -code;
            (status, over) = (code, over || outcome != UnitOutcome.Succeeded);
            Interlocked.Add(ref _executedBytes, unit.Source.Length);
            await ReportAsync(new UnitFinished(unit.Id, outcome, started, _time.GetTimestamp()));
        }

        var error = _ending == ProgramEnding.Complete && !over && _options.ProgramError is { } message
            ? new ProgramError("SyntaxError", message, message, 1)
            : null;
        await ReportAsync(new ProgramFinished(error));
        return error is null ? status : 1;
    }

    private async Task<(UnitOutcome Outcome, int Status)> ExecuteAsync(ExecutionUnit unit)
    {
        var text = Encoding.UTF8.GetString(unit.Source.Span);
        if (unit.Kind == UnitKind.Probe)
        {
            Probed.Enqueue(text);
            return text.Contains("?ok", StringComparison.Ordinal) ? (UnitOutcome.Succeeded, 0) : await FailAsync(unit, "SyntaxError");
        }

        if (_options.Records)
            Executed.Enqueue(text);
        if (_options.UnitDelay > TimeSpan.Zero)
            await Task.Delay(_options.UnitDelay, _gone.Token);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (outcome, status) = await CommandAsync(unit, line.Split(' ', 2));
            if (outcome != UnitOutcome.Succeeded)
                return (outcome, status);
        }

        return _interrupt.Task.IsCompleted ? Interrupted() : (UnitOutcome.Succeeded, 0);
    }

    private async Task<(UnitOutcome Outcome, int Status)> CommandAsync(ExecutionUnit unit, string[] words)
    {
        switch (words)
        {
            case ["print", var text]:
                await ReportAsync(new OutputReceived(OutputStream.Stdout, Encoding.UTF8.GetBytes(text + "\n")));
                break;
            case ["err", var text]:
                await ReportAsync(new OutputReceived(OutputStream.Stderr, Encoding.UTF8.GetBytes(text + "\n")));
                break;
            case ["flood", var count]:
                for (var i = 0; i < int.Parse(count, null); i++)
                    await ReportAsync(new OutputReceived(OutputStream.Stdout, Encoding.UTF8.GetBytes($"{i}".PadRight(1023) + "\n")));
                break;
            case ["wait", var gate]:
                return await Task.WhenAny(Gate(gate).Task, _interrupt.Task).WaitAsync(_gone.Token) == _interrupt.Task
                    ? Interrupted()
                    : (UnitOutcome.Succeeded, 0);
            case ["hold"]:
                await ReportAsync(new UnitHeld(unit.Id, EffectClass.Network, "connect()", _time.GetTimestamp()));
                do
                    _ahead.Enqueue(await _units.Reader.ReadAsync(_gone.Token));
                while (_ahead.Last() is not null);
                if (_ending != ProgramEnding.Complete)
                    return (UnitOutcome.Exited, -1);
                await ReportAsync(new UnitResumed(unit.Id, _time.GetTimestamp()));
                break;
            case ["fail", var type]:
                return await FailAsync(unit, type);
            case ["exit", var status]:
                return (UnitOutcome.Exited, int.Parse(status, null));
            case ["quit", var status]:
                return (UnitOutcome.Exited, -int.Parse(status, null));
            case ["die"]:
                throw new EndOfStreamException("the worker died");
            case ["break"]:
                await _events.Writer.WriteAsync(() => throw new InvalidDataException("no such frame"));
                break;
            case ["misreport"]:
                await ReportAsync(new UnitFinished(unit.Id + 7, UnitOutcome.Succeeded, 0, 0));
                break;
        }

        return (UnitOutcome.Succeeded, 0);
    }

    private async Task<(UnitOutcome Outcome, int Status)> FailAsync(ExecutionUnit unit, string type)
    {
        await ReportAsync(new ErrorRaised(unit.Id, new ProgramError(type, "told to", $"{type}: told to", unit.Extent.Line)));
        await ReportAsync(new OutputReceived(OutputStream.Stderr, Encoding.UTF8.GetBytes($"{type}: told to\n")));
        return (UnitOutcome.Failed, 1);
    }

    private (UnitOutcome Outcome, int Status) Interrupted()
    {
        _interrupt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (UnitOutcome.Interrupted, 130);
    }

    private ValueTask ReportAsync(BackendEvent reported) => _events.Writer.WriteAsync(() => reported, _gone.Token);

    private TaskCompletionSource Gate(string name) =>
        _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
