using System.Diagnostics.Metrics;
using Eager.Events;

namespace Eager.Chat;

/// <summary>What chat clients measure, under the meter <c>Eager.Chat</c>.</summary>
internal sealed class ChatMetrics
{
    public const string MeterName = "Eager.Chat";

    private readonly Histogram<int> _deltaBytes;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _exposed;
    private readonly Histogram<double> _optimum;

    public ChatMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _deltaBytes = meter.CreateHistogram<int>("eager.chat.delta.size", "By", "Size of the pieces in which a call's arguments arrive.");
        _calls = meter.CreateCounter<long>("eager.chat.calls", "{call}", "Calls of the code tool, by when they are run.");
        _exposed = meter.CreateHistogram<double>("eager.chat.exposed", "s", "Time between the end of a program's text and the end of the program.");
        _optimum = meter.CreateHistogram<double>("eager.chat.exposed.optimum", "s", "The least of that time that any schedule could reach.");
    }

    public void Delta(int bytes) => _deltaBytes.Record(bytes);

    public void Program(SessionSummary summary)
    {
        _exposed.Record(summary.NonOverlapped.TotalSeconds);
        _optimum.Record(summary.OptimumNonOverlapped.TotalSeconds);
    }

    public void Early() => _calls.Add(1, new KeyValuePair<string, object?>("run", "early"));

    public void Whole() => _calls.Add(1, new KeyValuePair<string, object?>("run", "whole"));
}
