using System.Diagnostics.Metrics;

namespace Eager.Chat;

/// <summary>What chat clients measure, under the meter <c>Eager.Chat</c>.</summary>
internal sealed class ChatMetrics
{
    public const string MeterName = "Eager.Chat";

    private readonly Histogram<int> _deltaBytes;
    private readonly Counter<long> _calls;

    public ChatMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _deltaBytes = meter.CreateHistogram<int>("eager.chat.delta.size", "By", "Size of the pieces in which a call's arguments arrive.");
        _calls = meter.CreateCounter<long>("eager.chat.calls", "{call}", "Calls of the code tool, by when they are run.");
    }

    public void Delta(int bytes) => _deltaBytes.Record(bytes);

    public void Early() => _calls.Add(1, new KeyValuePair<string, object?>("run", "early"));

    public void Whole() => _calls.Add(1, new KeyValuePair<string, object?>("run", "whole"));
}
