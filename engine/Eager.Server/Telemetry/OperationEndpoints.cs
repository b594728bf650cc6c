using Eager.Engine.Pipeline;
using Eager.Server.Description;
using Eager.Server.Executions;
using Eager.Server.Problems;
using Eager.Server.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Eager.Server.Telemetry;

/// <summary><c>/health/live</c>, <c>/health/ready</c>, <c>/metrics</c> and <c>/openapi/v1.json</c>.</summary>
internal sealed class OperationEndpoints(EagerEngine engine, SessionRegistry sessions, Admission admission, PrometheusText metrics)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", context => context.Response.WriteAsync("alive\n")).Describe(ServerOperations.Live);
        routes.MapGet("/health/ready", ReadyAsync).Describe(ServerOperations.Ready);
        routes.MapGet("/metrics", MetricsAsync).Describe(ServerOperations.Metrics);
        routes.MapGet("/openapi/v1.json", context => DescribeAsync(context, routes)).Describe(ServerOperations.Document);
    }

    private static Task DescribeAsync(HttpContext context, IEndpointRouteBuilder routes)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(OpenApiDocument.Of(routes.DataSources).ToJsonString(), context.RequestAborted);
    }

    private Task ReadyAsync(HttpContext context)
    {
        if (sessions.IsDraining)
            throw Problem.Draining.With("the server is stopping");
        if (engine.Backends.FirstOrDefault(backend => !backend.IsWarm) is { } cold)
            throw Problem.WarmingUp.With($"the pool of {cold.Name} for {cold.Language} is being filled; sessions start cold meanwhile");
        if (!sessions.HasRoom || !admission.HasRoom)
            throw Problem.NoCapacity.With($"{admission.Running} executions run and {admission.Waiting} wait");
        return context.Response.WriteAsync("ready\n");
    }

    private Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(metrics.Write(), context.RequestAborted);
    }
}
