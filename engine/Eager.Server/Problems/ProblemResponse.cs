using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Eager.Server.Problems;

/// <summary>Writes refusals as RFC 9457 problem details.</summary>
internal static class ProblemResponse
{
    private const string RetrySeconds = "1";

    public static async Task WriteAsync(HttpContext context, Problem problem, string? detail)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "application/problem+json";
        if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = RetrySeconds;
        if (problem.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        var json = new Utf8JsonWriter(context.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("type", problem.Type);
            json.WriteString("title", problem.Title);
            json.WriteNumber("status", problem.Status);
            if (detail is not null)
                json.WriteString("detail", detail);
            json.WriteString("instance", context.Request.Path);
            if (context.GetEndpoint()?.Metadata.GetMetadata<ModelApi>() is not null)
                WriteForAgents(json, problem, detail);
            json.WriteEndObject();
        }
    }

    /// <summary>Clients of a model's API look for this member.</summary>
    private static void WriteForAgents(Utf8JsonWriter json, Problem problem, string? detail)
    {
        json.WriteStartObject("error");
        json.WriteString("message", detail is null ? problem.Title : $"{problem.Title} {detail}");
        json.WriteString("type", "eager_error");
        json.WriteString("code", problem.Name);
        json.WriteEndObject();
    }
}
