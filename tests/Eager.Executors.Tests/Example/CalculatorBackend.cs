using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Eager.Executions;

namespace Eager.Executors.Tests.Example;

/// <summary>The example of docs/backends.md: a backend whose language has three words, in the host's own process.</summary>
public sealed class CalculatorBackend(TimeProvider time) : IBackend
{
    public string Name => "calculator";

    public string Language => "sums";

    public ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IBackendSession>(new Session(time));
    }

    /// <summary><c>print TEXT</c>, <c>repeat N TEXT</c>, <c>fail TEXT</c>; anything else is not valid.</summary>
    private sealed class Session : IBackendSession
    {
        private readonly TimeProvider _time;
        private readonly Channel<ExecutionUnit> _units = Channel.CreateBounded<ExecutionUnit>(16);
        private readonly Channel<BackendEvent> _events = Channel.CreateBounded<BackendEvent>(1);
        private readonly CancellationTokenSource _gone = new();
        private readonly Task _running;
        private volatile bool _interrupted;
        private bool _ended;
        private bool _failed;
        private string _remainder = "";
        private BackendClosed _closed = new(null, "the calculator was put away");

        public Session(TimeProvider time)
        {
            _time = time;
            _running = Task.Run(RunAsync);
        }

        public BackendCapabilities Capabilities => new(Slots: 16, QueuesUnits: true, KeepsStateOnInterrupt: false);

        public async ValueTask SubmitAsync(IReadOnlyList<ExecutionUnit> units, CancellationToken cancellationToken)
        {
            RequireOpen();
            foreach (var unit in units)
                await _units.Writer.WriteAsync(unit, cancellationToken);
        }

        public ValueTask EndAsync(ProgramEnding ending, ReadOnlyMemory<byte> remainder, CancellationToken cancellationToken)
        {
            RequireOpen();
            _ended = true;
            _remainder = ending == ProgramEnding.Complete ? Encoding.UTF8.GetString(remainder.Span) : "";
            _units.Writer.Complete();
            return ValueTask.CompletedTask;
        }

        public async ValueTask<BackendEvent> ReceiveAsync(CancellationToken cancellationToken)
        {
            while (await _events.Reader.WaitToReadAsync(cancellationToken))
            {
                if (!_gone.IsCancellationRequested && _events.Reader.TryRead(out var happened))
                    return happened;
            }

            return _closed;
        }

        public ValueTask InterruptAsync()
        {
            _interrupted = true;
            return ValueTask.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            await _gone.CancelAsync();
            await _running;
            while (_events.Reader.TryRead(out _))
                continue;
        }

        private async Task RunAsync()
        {
            try
            {
                await foreach (var unit in _units.Reader.ReadAllAsync(_gone.Token))
                {
                    var started = _time.GetTimestamp();
                    var outcome = _failed ? UnitOutcome.Skipped : await ExecuteAsync(unit);
                    await EmitAsync(new UnitFinished(unit.Id, outcome, started, _time.GetTimestamp()));
                }

                var invalid = !_failed && _remainder.Trim() is { Length: > 0 } rest ? new ProgramError("Nonsense", rest, rest, null) : null;
                await EmitAsync(new ProgramFinished(invalid));
                _closed = new BackendClosed(_failed || invalid is not null ? 1 : 0, null);
            }
            catch (OperationCanceledException)
            {
                // Disposed: what was being done is over.
            }

            _events.Writer.Complete();
        }

        private async Task<UnitOutcome> ExecuteAsync(ExecutionUnit unit)
        {
            var lines = Encoding.UTF8.GetString(unit.Source.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < lines.Length; i++)
            {
                var words = lines[i].Split(' ', 2);
                var outcome = (words[0], unit.Kind) switch
                {
                    _ when _interrupted => await FailAsync(unit, "Interrupt", "", i, UnitOutcome.Interrupted),
                    ("print" or "repeat" or "fail", UnitKind.Probe) => UnitOutcome.Succeeded,
                    ("print", _) => await PrintAsync(unit, i, words[1], 1),
                    ("repeat", _) => await PrintAsync(unit, i, words[1].Split(' ')[1], long.Parse(words[1].Split(' ')[0], CultureInfo.InvariantCulture)),
                    ("fail", _) => await FailAsync(unit, "Failure", words[1], i, UnitOutcome.Failed),
                    _ => await FailAsync(unit, "Nonsense", lines[i], i, UnitOutcome.Failed),
                };
                if (outcome != UnitOutcome.Succeeded)
                    return outcome;
            }

            return UnitOutcome.Succeeded;
        }

        private async Task<UnitOutcome> PrintAsync(ExecutionUnit unit, int line, string text, long times)
        {
            for (var i = 0L; i < times; i++)
            {
                if (_interrupted)
                    return await FailAsync(unit, "Interrupt", "", line, UnitOutcome.Interrupted);
                await EmitAsync(new OutputReceived(OutputStream.Stdout, Encoding.UTF8.GetBytes(text + "\n")));
            }

            return UnitOutcome.Succeeded;
        }

        private async Task<UnitOutcome> FailAsync(ExecutionUnit unit, string type, string message, int line, UnitOutcome outcome)
        {
            _failed = true;
            await EmitAsync(new ErrorRaised(unit.Id, new ProgramError(type, message, $"{type}: {message}", unit.Extent.Line + line)));
            return outcome;
        }

        private ValueTask EmitAsync(BackendEvent happened) => _events.Writer.WriteAsync(happened, _gone.Token);

        private void RequireOpen()
        {
            ObjectDisposedException.ThrowIf(_gone.IsCancellationRequested, this);
            if (_ended)
                throw new InvalidOperationException("the program was ended already");
        }
    }
}
