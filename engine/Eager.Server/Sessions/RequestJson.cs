using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Eager.Server.Hosting;
using Eager.Server.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Eager.Server.Sessions;

/// <summary>JSON in requests and answers: snake case; a member that nobody knows is an error rather than ignored.</summary>
internal static class RequestJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body as an object; an empty body is an empty object.</summary>
    /// <exception cref="ProblemException">It is none, or too large.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, ServerOptions options)
        where T : new()
    {
        LimitBody(context, options.MaxJsonBytes);
        if (context.Request is { ContentLength: 0 } or { ContentLength: null, ContentType: null })
            return new T();
        if (!context.Request.HasJsonContentType())
            throw Problem.UnsupportedMedia.With($"'{context.Request.ContentType}' is not application/json");
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Options, context.RequestAborted).ConfigureAwait(false)
                ?? throw Problem.MalformedJson.With("null is no object");
        }
        catch (JsonException e)
        {
            throw Problem.MalformedJson.With(e.Message.Split('|')[0].Trim());
        }
    }

    /// <summary>Sets how long a body may be. A body that says its length is refused before it is read.</summary>
    public static void LimitBody(HttpContext context, long? bytes)
    {
        if (context.Request.ContentLength > bytes)
            throw Problem.BodyTooLarge.With($"the limit is {bytes} bytes");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = bytes;
    }

    public static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        var json = new Utf8JsonWriter(context.Response.BodyWriter, Writing);
        await using (json.ConfigureAwait(false))
            write(json);
    }
}
