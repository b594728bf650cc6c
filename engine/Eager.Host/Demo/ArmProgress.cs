using System.Text;
using Eager.Engine.Events;
using Eager.Engine.Recordings;
using Eager.Events;

namespace Eager.Host.Demo;

/// <summary>What one arm has done so far; written by its events, read by the view.</summary>
internal sealed class ArmProgress(ExecutionMode mode) : IEventSink
{
    private readonly Lock _lock = new();
    private readonly List<StatementProgress> _statements = [];
    private readonly List<SessionEvent> _events = [];
    private readonly StringBuilder _text = new();
    private SessionSummary? _summary;
    private TimeSpan? _generated;

    public ExecutionMode Mode => mode;

    public void Write(SessionEvent published)
    {
        lock (_lock)
        {
            _events.Add(published);
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

    /// <summary>The whole run, once it is over.</summary>
    public RecordedRun Recorded()
    {
        lock (_lock)
            return RecordedRun.Of(_events);
    }

    /// <summary>The state at this moment.</summary>
    public ArmSnapshot Snapshot()
    {
        lock (_lock)
            return new ArmSnapshot(mode, [.. _statements], _text.ToString(), _generated, _summary);
    }
}
