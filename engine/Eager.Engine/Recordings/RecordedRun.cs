using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Recordings;

/// <summary>A whole run, put together from its events. Times count from the opening of the session.</summary>
public sealed class RecordedRun
{
    private readonly List<RecordedStatement> _statements = [];
    private readonly List<ProgramOutput> _outputs = [];

    private readonly List<RecordedHold> _held = [];

    private RecordedRun(SessionOpened opened) => Opened = opened;

    public SessionOpened Opened { get; }

    /// <summary>Statements in the order of the source.</summary>
    public IReadOnlyList<RecordedStatement> Statements => _statements;

    public IReadOnlyList<ProgramOutput> Outputs => _outputs;

    public IReadOnlyList<RecordedHold> Held => _held;

    /// <summary>What the program died of; null where it did not.</summary>
    public ErrorReport? Error { get; private set; }

    public StreamEnded Ended { get; private set; } = null!;

    public SessionSummary Summary { get; private set; } = null!;

    /// <summary>Puts a run together.</summary>
    /// <param name="events">All events of one session, in order.</param>
    /// <exception cref="RecordingException">The events are not those of a whole session.</exception>
    public static RecordedRun Of(IReadOnlyList<SessionEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events is not [SessionOpened opened, ..])
            throw new RecordingException("a run begins with session.opened");
        var run = new RecordedRun(opened);
        foreach (var one in events)
            run.Add(one);
        if (run.Summary is null || run.Ended is null)
            throw new RecordingException("the run is not whole: session.completed is missing, so it was cut off or is still going on");
        return run;
    }

    private void Add(SessionEvent one)
    {
        switch (one)
        {
            case StatementReleased released when released.Boundary.Index != _statements.Count:
                throw new RecordingException($"statement {_statements.Count} is missing");
            case StatementReleased released:
                _statements.Add(new RecordedStatement(released.Boundary, released.At));
                break;
            case BatchDispatched dispatched:
                foreach (var index in dispatched.Statements)
                    _statements[Known(index)] = _statements[index] with { Batch = dispatched.BatchId, DispatchedAt = dispatched.At };
                break;
            case BatchFinished finished:
                foreach (var timing in finished.Statements)
                    _statements[Known(timing.Index)] = _statements[timing.Index] with { Timing = Ran(timing) };
                break;
            case ProgramOutput output:
                _outputs.Add(output);
                break;
            case StatementHeld held:
                _held.Add(new RecordedHold(held.Statement is { } at ? Known(at) : null, held.Class, held.What, held.HeldAt));
                break;
            case StatementResumed resumed:
                Resume(resumed);
                break;
            case ProgramFailed failed:
                Error = failed.Report;
                break;
            case StreamEnded ended:
                Ended = ended;
                break;
            case SessionCompleted completed:
                Summary = completed.Summary;
                break;
        }
    }

    private void Resume(StatementResumed resumed)
    {
        if (_held is not [.., { ResumedAt: null } last] || last.Statement != resumed.Statement)
            throw new RecordingException("statement.resumed without a statement.held before it");
        _held[^1] = last with { ResumedAt = resumed.ResumedAt };
        if (last.Statement is { } index)
            _statements[index] = _statements[index] with { Held = _statements[index].Held + _held[^1].Wait };
    }

    private static StatementTiming? Ran(StatementTiming timing)
    {
        if (timing.FinishedAt < timing.StartedAt)
            throw new RecordingException($"statement {timing.Index} ends before it starts");
        return timing.Outcome == UnitOutcome.Skipped ? null : timing;
    }

    private int Known(int index) =>
        index < _statements.Count ? index : throw new RecordingException($"statement {index} runs before it is released");
}
