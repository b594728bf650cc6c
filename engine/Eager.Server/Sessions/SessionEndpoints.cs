using Eager.Server.Description;
using Eager.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Eager.Server.Sessions;

/// <summary><c>/v1/sessions</c>.</summary>
internal sealed class SessionEndpoints(SessionRegistry sessions, ServerOptions options)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/sessions", CreateAsync).RequireRateLimiting(RateLimits.Beginning).Describe(SessionOperations.Create);
        routes.MapGet("/v1/sessions", ListAsync).Describe(SessionOperations.List);
        routes.MapGet("/v1/sessions/{id}", GetAsync).Describe(SessionOperations.Get);
        routes.MapDelete("/v1/sessions/{id}", DeleteAsync).Describe(SessionOperations.Delete);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var session = sessions.Create(await RequestJson.ReadAsync<SessionSettings>(context, options).ConfigureAwait(false));
        context.Response.Headers.Location = $"/v1/sessions/{session.Id}";
        await RequestJson.WriteAsync(context, StatusCodes.Status201Created, session.Write).ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext context) => RequestJson.WriteAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("sessions");
        foreach (var session in sessions.All)
            session.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private Task GetAsync(HttpContext context) =>
        RequestJson.WriteAsync(context, StatusCodes.Status200OK, sessions.Find(context.Request.RouteValues["id"] as string ?? "").Write);

    private async Task DeleteAsync(HttpContext context)
    {
        await sessions.DeleteAsync(context.Request.RouteValues["id"] as string ?? "").ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
