using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Eager.Server.Telemetry;

/// <summary>Collects the figures of the server and of the pools, and writes them as Prometheus text.</summary>
internal sealed class PrometheusText : IDisposable
{
    /// <summary>What backends tell of their pools: docs/backends.md.</summary>
    private const string BackendsMeterName = "Eager.Executors";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <param name="factory">Makes the meters that are listened to: those of this server, not of others in the process.</param>
    public PrometheusText(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if ((instrument.Meter.Name == ServerMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory)) || instrument.Meter.Name == BackendsMeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (var family in _families.Values)
                family.Write(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>();
        foreach (var (name, value) in tags)
            labels.Add($"{name}=\"{Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        return string.Join(',', labels);
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_lock)
        {
            if (!_families.TryGetValue(instrument.Name, out var family))
                _families[instrument.Name] = family = MetricFamily.Of(instrument);
            family.Take(labels, value);
        }
    }
}
