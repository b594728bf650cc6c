using System.Text;
using System.Threading.Channels;
using Eager.Executions;

namespace Eager.Executors.Scripted;

/// <summary>One program of a scripted backend. An event waits until it is asked for, and the program with it.</summary>
internal sealed class ScriptedSession : IBackendSession
{
    private readonly TimeProvider _time;
    private readonly Channel<ExecutionUnit> _units;
    private readonly Channel<BackendEvent> _events = Channel.CreateBounded<BackendEvent>(1);
    private readonly CancellationTokenSource _interrupted = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly ScriptedProgram _program;
    private readonly Task _running;
    private BackendClosed _closed = new(null, "the scripted session was ended");
    private ProgramEnding _ending;
    private string _remainder = "";
    private bool _ended;

    public ScriptedSession(Script script, BackendSessionOptions options, TimeProvider time)
    {
        _time = time;
        _units = Channel.CreateBounded<ExecutionUnit>(script.Slots);
        _program = new ScriptedProgram(script, options, time, EmitAsync);
        Capabilities = new BackendCapabilities(script.Slots, QueuesUnits: true, KeepsStateOnInterrupt: false);
        _running = RunAsync();
    }

    public BackendCapabilities Capabilities { get; }

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
        (_ending, _remainder, _ended) = (ending, Encoding.UTF8.GetString(remainder.Span), true);
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

        return _closed;
    }

    public ValueTask InterruptAsync()
    {
        _interrupted.Cancel();
        return ValueTask.CompletedTask;
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
            while (_program.Closed is null && await _units.Reader.WaitToReadAsync(_disposing.Token).ConfigureAwait(false))
            {
                while (_program.Closed is null && _units.Reader.TryRead(out var unit))
                    await _program.ExecuteAsync(unit, _interrupted.Token, _disposing.Token).ConfigureAwait(false);
            }

            _closed = _program.Closed ?? await _program.EndAsync(_ending, _remainder, _disposing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
        {
            // What the session was doing is over with it.
        }
        finally
        {
            _units.Writer.TryComplete();
            _events.Writer.TryComplete();
        }
    }

    private ValueTask EmitAsync(BackendEvent happened) => _events.Writer.WriteAsync(happened, _disposing.Token);

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        if (_ended)
            throw new InvalidOperationException("the program was ended already");
    }
}
