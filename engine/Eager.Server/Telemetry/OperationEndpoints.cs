using Eager.Server.Executions;
using Eager.Server.Hosting;
using Eager.Server.Problems;
using Eager.Server.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Eager.Server.Telemetry;

/// <summary><c>/health/live</c>, <c>/health/ready</c>, <c>/metrics</c>, <c>/openapi/v1.json</c> and the page.</summary>
internal sealed class OperationEndpoints(SessionRegistry sessions, Admission admission, PrometheusText metrics)
{
    /// <summary>The page runs its own script and asks its own server, nothing else.</summary>
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", context => context.Response.WriteAsync("alive\n"));
        routes.MapGet("/health/ready", ReadyAsync);
        routes.MapGet("/metrics", MetricsAsync);
        routes.MapGet("/openapi/v1.json", context => FileAsync(context, "openapi.json", "application/json"));
        routes.MapGet("/", context => FileAsync(context, "index.html", "text/html; charset=utf-8"));
        routes.MapGet("/page/page.css", context => FileAsync(context, "page.css", "text/css; charset=utf-8"));
        routes.MapGet("/page/page.js", context => FileAsync(context, "page.js", "text/javascript; charset=utf-8"));
    }

    private static async Task FileAsync(HttpContext context, string name, string mediaType)
    {
        context.Response.ContentType = mediaType;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        var file = ServerFiles.Open(name);
        await using (file.ConfigureAwait(false))
            await file.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private Task ReadyAsync(HttpContext context)
    {
        if (sessions.IsDraining)
            throw Problem.Draining.With("the server is stopping");
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
