using System.Text;
using Eager.Engine.Events;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Host.Demo;

/// <summary>What one arm has done so far; written by its events, read by the view.</summary>
internal sealed class ArmProgress(ExecutionMode mode) : IEventSink
{
    private readonly Lock _lock = new();
    private readonly List<StatementProgress> _statements = [];
    private readonly List<TimeSpan> _outputs = [];
    private readonly StringBuilder _text = new();
    private SessionSummary? _summary;
    private TimeSpan? _generated;

    public ExecutionMode Mode => mode;

    public void Write(SessionEvent published)
    {
        lock (_lock)
        {
            switch (published)
            {
                case StatementReleased released:
                    _statements.Add(new StatementProgress(released.Boundary, released.At));
                    break;
                case BatchDispatched dispatched:
                    foreach (var index in dispatched.Statements)
                        _statements[index] = _statements[index] with { DispatchedAt = dispatched.At };
                    break;
                case BatchFinished finished:
                    foreach (var timing in finished.Statements)
                        _statements[timing.Index] = _statements[timing.Index] with { Timing = timing };
                    break;
                case ProgramOutput output:
                    _outputs.Add(output.At);
                    _text.Append(Encoding.UTF8.GetString(output.Bytes.Span));
                    break;
                case StreamEnded ended:
                    _generated = ended.At;
                    break;
                case SessionCompleted completed:
                    _summary = completed.Summary;
                    break;
            }
        }
    }

    /// <summary>The state at this moment.</summary>
    public ArmSnapshot Snapshot()
    {
        lock (_lock)
            return new ArmSnapshot(mode, [.. _statements], [.. _outputs], _text.ToString(), _generated, _summary);
    }
}

/// <summary>One statement on its way.</summary>
internal sealed record StatementProgress(StatementBoundary Boundary, TimeSpan ReleasedAt)
{
    public TimeSpan? DispatchedAt { get; init; }

    public StatementTiming? Timing { get; init; }

    public bool Failed => Timing is { Outcome: UnitOutcome.Failed or UnitOutcome.Interrupted };
}

/// <summary>One arm at one moment.</summary>
internal sealed record ArmSnapshot(
    ExecutionMode Mode,
    IReadOnlyList<StatementProgress> Statements,
    IReadOnlyList<TimeSpan> Outputs,
    string Output,
    TimeSpan? GeneratedAt,
    SessionSummary? Summary)
{
    /// <summary>The statement that the worker has and has not finished, if any.</summary>
    public StatementProgress? Running => Statements.FirstOrDefault(statement => statement is { DispatchedAt: not null, Timing: null });
}
