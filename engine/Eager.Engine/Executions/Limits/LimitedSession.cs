using Eager.Executions;

namespace Eager.Engine.Executions.Limits;

/// <summary>Keeps the limits that are the engine's for a session of any backend.</summary>
internal sealed class LimitedSession : IBackendSession
{
    private readonly IBackendSession _session;
    private readonly ProgramLimits _limits;
    private readonly UnitDeadlines _deadlines;
    private readonly DeadlineWatch _watch;
    private readonly Dictionary<OutputStream, OutputBudget> _budgets = [];
    private readonly Queue<BackendEvent> _reported = new();
    private LimitReached? _fatal;
    private bool _closed;

    private LimitedSession(IBackendSession session, ProgramLimits limits, string directory, TimeProvider time)
    {
        (_session, _limits) = (session, limits);
        _deadlines = new UnitDeadlines(limits.StatementDuration, limits.BatchDuration, time);
        _watch = new DeadlineWatch(session, _deadlines, time);
        if (limits.OutputBytes is null)
            return;
        foreach (var stream in Enum.GetValues<OutputStream>())
            _budgets[stream] = new OutputBudget(stream, limits, new SpillFile(directory, stream));
    }

    public BackendCapabilities Capabilities => _session.Capabilities;

    /// <summary>The session itself where no limit is the engine's.</summary>
    public static IBackendSession Of(IBackendSession session, BackendSessionOptions program, TimeProvider time)
    {
        var limits = program.Limits;
        return limits is { StatementDuration: null, BatchDuration: null, OutputBytes: null, DisplayBytes: null }
            ? session
            : new LimitedSession(session, limits, program.WorkingDirectory, time);
    }

    public ValueTask SubmitAsync(IReadOnlyList<ExecutionUnit> units, CancellationToken cancellationToken)
    {
        _deadlines.Submit(units);
        _watch.Look();
        return _session.SubmitAsync(units, cancellationToken);
    }

    public ValueTask EndAsync(ProgramEnding ending, ReadOnlyMemory<byte> remainder, CancellationToken cancellationToken)
    {
        _deadlines.End();
        _watch.Look();
        return _session.EndAsync(ending, remainder, cancellationToken);
    }

    public async ValueTask<BackendEvent> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (_reported.Count == 0)
        {
            _watch.BeginWait();
            BackendEvent received;
            try
            {
                received = await _session.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (_watch.HasKilled && !cancellationToken.IsCancellationRequested)
            {
                received = new BackendClosed(ExitStatus: null, "the session was ended");
            }
            finally
            {
                _watch.EndWait();
            }

            await ReportAsync(received).ConfigureAwait(false);
        }

        return _reported.Dequeue();
    }

    public ValueTask InterruptAsync() => _session.InterruptAsync();

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
        foreach (var budget in _budgets.Values)
            await budget.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask ReportAsync(BackendEvent received)
    {
        switch (received)
        {
            case OutputReceived output when _budgets.TryGetValue(output.Stream, out var budget):
                await budget.TakeAsync(output, _reported).ConfigureAwait(false);
                SeeFatal();
                return;
            case DisplayReceived display when _limits.DisplayBytes is { } allowed:
                Show(display, allowed);
                return;
            case UnitHeld:
                _deadlines.Hold();
                break;
            case UnitResumed:
                _deadlines.Resume();
                break;
            case UnitFinished finished:
                Finish(finished);
                return;
            case ProgramFinished:
                TakeLate();
                _deadlines.Stop();
                break;
            case BackendClosed closed:
                await CloseAsync(closed).ConfigureAwait(false);
                return;
        }

        _reported.Enqueue(received);
    }

    /// <summary>A program whose output no file takes any more is ended.</summary>
    private void SeeFatal()
    {
        if (_reported.LastOrDefault() is not LimitReached { EndsProgram: true } reached)
            return;
        _fatal ??= reached;
        _watch.Kill();
    }

    private void Show(DisplayReceived display, long allowed)
    {
        var largest = display.Data.Forms.Values.Max(form => (long)System.Text.Encoding.UTF8.GetByteCount(form));
        if (largest <= allowed)
        {
            _reported.Enqueue(display);
            return;
        }

        _reported.Enqueue(new LimitReached(LimitKind.Display, allowed, largest, EndsProgram: false) { UnitId = display.UnitId });
        var kept = display.Data.Forms.Where(form => System.Text.Encoding.UTF8.GetByteCount(form.Value) <= allowed).ToDictionary();
        if (kept.Count > 0)
            _reported.Enqueue(display with { Data = new MimeBundle(kept) });
    }

    /// <summary>The deadline is told before the end of the unit that it ended. One that took no notice of the interrupt is its program's last all the same.</summary>
    private void Finish(UnitFinished finished)
    {
        var late = TakeLate();
        _deadlines.Finished();
        _reported.Enqueue(finished);
        if (late && finished.Outcome is not (UnitOutcome.Interrupted or UnitOutcome.Failed or UnitOutcome.Exited))
            _watch.Kill();
    }

    private bool TakeLate()
    {
        if (_watch.Take() is not { } late || _fatal is not null)
            return false;
        _fatal = late;
        _reported.Enqueue(late);
        return true;
    }

    /// <summary>When the last event is there, so are the files.</summary>
    private async ValueTask CloseAsync(BackendClosed closed)
    {
        if (!_closed)
        {
            TakeLate();
            foreach (var budget in _budgets.Values)
            {
                await budget.DisposeAsync().ConfigureAwait(false);
                if (budget.Last() is { } last)
                    _reported.Enqueue(last);
            }
        }

        _closed = true;
        _deadlines.Stop();
        _reported.Enqueue(_watch.HasKilled && _fatal is not null
            ? new BackendClosed(ExitStatus: null, $"the program reached its limit of {_fatal.Words}; its state is lost") { LimitReached = true }
            : closed);
    }
}
