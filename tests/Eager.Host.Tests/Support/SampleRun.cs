using System.Text;
using Eager.Effects;
using Eager.Engine.Recordings;
using Eager.Events;
using Eager.Executions;
using Eager.Host.Reports;
using Eager.Statements;

namespace Eager.Host.Tests;

/// <summary>Puts a run together, one statement a line; times are milliseconds.</summary>
internal sealed class SampleRun(ExecutionMode mode = ExecutionMode.Eager)
{
    private readonly List<SessionEvent> _events = [new SessionOpened("python", "process", mode, "pipelined")];
    private readonly StringBuilder _text = new();
    private int _statements;

    public string Source => _text.ToString();

    public ProgramText Text => new(Encoding.UTF8.GetBytes(Source));

    /// <summary>A statement that is certain, dispatched at once, and runs.</summary>
    public SampleRun Add(string line, double certain, double started, double finished, UnitOutcome outcome = UnitOutcome.Succeeded)
    {
        var start = Encoding.UTF8.GetByteCount(Source);
        _text.Append(line).Append('\n');
        var end = Encoding.UTF8.GetByteCount(Source);
        var extent = new SourceSpan(start, end, _statements + 1, _statements + 1);
        _events.Add(new StatementReleased(
            new StatementBoundary(_statements, StatementKind.Expression, extent, extent with { End = end - 1 }, end)) { At = Ms(certain) });
        _events.Add(new BatchDispatched(_statements, [_statements]) { At = Ms(certain) });
        _events.Add(new BatchFinished(_statements, outcome, [new StatementTiming(_statements, outcome, Ms(started), Ms(finished))]) { At = Ms(finished) });
        _statements++;
        return this;
    }

    /// <summary>The statement added last waited with an effect.</summary>
    public SampleRun Hold(string what, double held, double? resumed)
    {
        _events.Add(new StatementHeld(_statements - 1, EffectClass.WriteInside, what, Ms(held)) { At = Ms(held) });
        if (resumed is { } at)
            _events.Add(new StatementResumed(_statements - 1, Ms(at)) { At = Ms(at) });
        return this;
    }

    public SampleRun Print(string text, double at, OutputStream stream = OutputStream.Stdout)
    {
        _events.Add(new ProgramOutput(stream, Encoding.UTF8.GetBytes(text)) { At = Ms(at) });
        return this;
    }

    public SampleRun Fail(string type, string message)
    {
        var report = new ErrorReport(new ProgramError(type, message, $"Traceback\n{type}: {message}", 1), null, new ProgramOutcome(null, null, [], null, [], ""), "", "");
        _events.Add(new ProgramFailed(report));
        return this;
    }

    public RecordedRun End(double generation, double total) => RecordedRun.Of(
    [
        .. _events,
        new StreamEnded(ProgramEnding.Complete, Encoding.UTF8.GetByteCount(Source)) { At = Ms(generation) },
        new SessionCompleted(new SessionSummary
        {
            Mode = mode,
            Language = "python",
            Backend = "process",
            Generation = Ms(generation),
            Total = Ms(total),
            FirstOutput = null,
            Statements = _statements,
            Batches = _statements,
            HeldStatements = 0,
            OptimumNonOverlapped = TimeSpan.Zero,
            Exit = 0,
            StdoutSha256 = "",
            Error = null,
            Fault = null,
        }) { At = Ms(total) },
    ]);

    /// <summary>The report of one run whose program is named <c>program.py</c>.</summary>
    public RunReport Report(double generation, double total) => new("program.py", [End(generation, total)], Text, []);

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
