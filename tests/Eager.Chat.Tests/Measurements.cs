using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Eager.Chat.Tests;

/// <summary>What one host's chat clients measure.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<int> _sizes = [];

    public Measurements(IServiceProvider services)
    {
        var scope = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, scope) && instrument.Meter.Name == ChatMetrics.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, size, _, _) =>
        {
            lock (_lock)
                _sizes.Add(size);
        });
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (_lock)
                EarlyCalls += tags[0].Value is "early" ? count : 0;
        });
        _listener.Start();
    }

    public long EarlyCalls { get; private set; }

    /// <summary>Bytes of each delta.</summary>
    public IReadOnlyList<int> DeltaSizes => _sizes;

    public void Dispose() => _listener.Dispose();
}
