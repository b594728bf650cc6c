using Eager.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Eager.Server.Telemetry;

/// <summary>Traces and metrics over OTLP where a collector is named; nothing otherwise.</summary>
internal static class TelemetryExport
{
    private static readonly string[] Sources = [ServerTraces.SourceName, "Microsoft.AspNetCore", "System.Net.Http"];
    private static readonly string[] Meters = [ServerMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    public static void Add(IServiceCollection services, ServerOptions options)
    {
        if (options.Otlp is not { } collector)
            return;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("eager", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString()))
            .WithTracing(traces => traces.AddSource(Sources).AddOtlpExporter(exporter => Send(exporter, collector, "v1/traces")))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter(exporter => Send(exporter, collector, "v1/metrics")));
    }

    private static void Send(OtlpExporterOptions exporter, Uri collector, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{collector.AbsoluteUri.TrimEnd('/')}/{path}");
    }
}
