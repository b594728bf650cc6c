using System.Globalization;
using Eager.Server.Description;
using Eager.Server.Problems;
using Eager.Server.Sessions;
using Eager.Server.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Eager.Server.Executions;

/// <summary><c>GET /v1/sessions/{id}/executions/{execution}/code</c>: the code that has arrived, or each piece as it arrives.</summary>
internal sealed class CodeEndpoints(SessionRegistry sessions, EventResponse events)
{
    public void Map(IEndpointRouteBuilder routes) => 
        routes.MapGet("/v1/sessions/{id}/executions/{execution}/code", GetAsync).Describe(ExecutionOperations.Code);

    private static long PlaceOf(HttpRequest request)
    {
        var place = request.Query["from"].FirstOrDefault() ?? request.Headers["Last-Event-ID"].FirstOrDefault();
        return place is null ? 0
            : long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes
            : throw Problem.InvalidRequest.With($"from: '{place}' is no number");
    }

    private async Task GetAsync(HttpContext context)
    {
        var code = sessions.Find(context.Request.RouteValues["id"] as string ?? "").Find(context.Request.RouteValues["execution"] as string ?? "").Code;
        var reader = new CodeReader(code, PlaceOf(context.Request));
        if (EventFormat.Asked(context.Request) is { } format)
        {
            await EventResponse.StartAsync(context, format).ConfigureAwait(false);
            await events.RelayAsync(context, reader, format).ConfigureAwait(false);
            return;
        }

        // Never a type that a browser would run on our origin.
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(code.Snapshot(), context.RequestAborted).ConfigureAwait(false);
    }
}
