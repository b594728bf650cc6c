using System.Diagnostics.Metrics;
using Eager.Events;

namespace Eager.Server.Telemetry;

/// <summary>Figures of the server. No user code or output is ever a label.</summary>
internal sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "Eager.Server";

    private readonly Meter _meter;
    private readonly Counter<long> _statements;
    private readonly Counter<long> _output;
    private readonly Counter<long> _executions;
    private readonly Histogram<double> _queue;
    private readonly Histogram<double> _start;
    private readonly Histogram<double> _total;
    private readonly Histogram<double> _nonOverlapped;

    public ServerMetrics(IMeterFactory factory)
    {
        _meter = factory.Create(MeterName);
        _statements = _meter.CreateCounter<long>("eager.statements", description: "Statements released.");
        _output = _meter.CreateCounter<long>("eager.output", "By", "Bytes that programs wrote.");
        _executions = _meter.CreateCounter<long>("eager.executions", description: "Executions that ended.");
        _queue = _meter.CreateHistogram<double>("eager.execution.queue.duration", "s", "Time an execution waited for a place.");
        _start = _meter.CreateHistogram<double>("eager.execution.start.duration", "s", "Time a backend took to start.");
        _total = _meter.CreateHistogram<double>("eager.execution.duration", "s", "End-to-end latency: from the first byte of code to the program's end.");
        _nonOverlapped = _meter.CreateHistogram<double>("eager.execution.nel", "s", "Non-overlapped execution latency: from the last byte of code to the program's end.");
    }

    /// <summary>Adds gauges of what is now.</summary>
    public void Watch(Func<int> sessions, Func<int> running, Func<int> waiting)
    {
        _meter.CreateObservableGauge("eager.sessions.active", sessions, description: "Sessions at this time.");
        _meter.CreateObservableGauge("eager.executions.active", running, description: "Executions at this time.");
        _meter.CreateObservableGauge("eager.executions.waiting", waiting, description: "Executions that wait for a place.");
    }

    public void Queued(TimeSpan time, string language) => _queue.Record(time.TotalSeconds, Language(language));

    public void Started(TimeSpan time, string language) => _start.Record(time.TotalSeconds, Language(language));

    public void Count(SessionEvent published, string language)
    {
        switch (published)
        {
            case StatementReleased:
                _statements.Add(1, Language(language));
                break;
            case ProgramOutput output:
                _output.Add(output.Bytes.Length, Language(language));
                break;
            case SessionCompleted { Summary: var summary }:
                _executions.Add(1, Language(language), new("outcome", summary.Fault is not null ? "fault" : summary.Error is not null ? "error" : "success"));
                _total.Record(summary.Total.TotalSeconds, Language(language));
                _nonOverlapped.Record(summary.NonOverlapped.TotalSeconds, Language(language));
                break;
        }
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Language(string language) => new("language", language);
}
