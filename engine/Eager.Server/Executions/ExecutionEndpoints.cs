using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Description;
using Eager.Server.Hosting;
using Eager.Server.Problems;
using Eager.Server.Sessions;
using Eager.Server.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Eager.Server.Executions;

/// <summary><c>/v1/sessions/{id}/executions</c>.</summary>
internal sealed class ExecutionEndpoints(
    SessionRegistry sessions, ExecutionStarter starter, EventResponse events, ExecutionSocket socket, ServerOptions options)
{
    private const string Root = "/v1/sessions/{id}/executions";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Root, BeginAsync).RequireRateLimiting(RateLimits.Beginning).Describe(ExecutionOperations.Begin);
        routes.MapGet(Root, ListAsync).RequireRateLimiting(RateLimits.Beginning).Describe(ExecutionOperations.List);
        routes.MapGet($"{Root}/{{execution}}", GetAsync).Describe(ExecutionOperations.Get);
        routes.MapPost($"{Root}/{{execution}}/code", AppendAsync).Describe(ExecutionOperations.Append);
        routes.MapGet($"{Root}/{{execution}}/events", EventsAsync).Describe(ExecutionOperations.Follow);
        routes.MapPost($"{Root}/{{execution}}/interrupt", InterruptAsync).Describe(ExecutionOperations.Interrupt);
    }

    private static DecodingOptions PlainCode => new();

    private static bool Flag(HttpContext context, string name) => context.Request.Query[name].ToString() switch
    {
        "" or "false" => false,
        "true" => true,
        var other => throw Problem.InvalidRequest.With($"{name}: '{other}' is neither true nor false"),
    };

    private static long? Number(string text, string name) => text.Length == 0 ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Problem.InvalidRequest.With($"{name}: '{text}' is no number");

    private static ExecutionSettings FromQuery(HttpContext context) => new()
    {
        Mode = context.Request.Query["mode"].FirstOrDefault() ?? "eager",
        OnError = context.Request.Query["on_error"].FirstOrDefault() ?? "interrupt",
        Display = Flag(context, "display"),
        TopLevelAwait = Flag(context, "top_level_await"),
        Arguments = [.. context.Request.Query["argument"].OfType<string>()],
    };

    private static void AllowSlowCode(HttpContext context)
    {
        // A model may think for as long as it likes between two tokens; idle sessions are ended by their own clock.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    private static bool IsCode(HttpRequest request) => request.ContentType is not { } type
        || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase);

    private async Task BeginAsync(HttpContext context)
    {
        var session = Session(context);
        if (context.Request.HasJsonContentType())
            await FromJsonAsync(context, session).ConfigureAwait(false);
        else if (IsCode(context.Request))
            await FromStreamAsync(context, session).ConfigureAwait(false);
        else
            throw Problem.UnsupportedMedia.With($"'{context.Request.ContentType}' is neither application/json nor text/* nor application/octet-stream");
    }

    private async Task FromJsonAsync(HttpContext context, ServerSession session)
    {
        var settings = await RequestJson.ReadAsync<ExecutionSettings>(context, options).ConfigureAwait(false);
        var execution = await starter.StartAsync(session, settings, PlainCode, ExecutionOrigin.Request, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.Location = $"/v1/sessions/{session.Id}/executions/{execution.Id}";
        if (settings.Code is null)
        {
            await WriteAsync(context, StatusCodes.Status201Created, execution).ConfigureAwait(false);
            return;
        }

        var code = PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(settings.Code)));
        await RunAsync(context, execution, code, EventFormat.Asked(context.Request)).ConfigureAwait(false);
    }

    private async Task FromStreamAsync(HttpContext context, ServerSession session)
    {
        RequestJson.LimitBody(context, null);
        if (context.Request.ContentLength > options.MaxCodeBytes)
            throw Problem.BodyTooLarge.With($"the limit is {options.MaxCodeBytes} bytes");
        AllowSlowCode(context);
        var execution = await starter.StartAsync(session, FromQuery(context), PlainCode, ExecutionOrigin.Request, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.Location = $"/v1/sessions/{session.Id}/executions/{execution.Id}";
        await RunAsync(context, execution, context.Request.BodyReader, EventFormat.Of(context.Request, EventFormat.Lines)).ConfigureAwait(false);
    }

    /// <summary>The request is the whole life of the execution: when its client goes, it goes.</summary>
    private async Task RunAsync(HttpContext context, Execution execution, PipeReader code, EventFormat? format)
    {
        using var reader = format is null ? null : execution.Log.Open(0);
        // Reading begins first: a client that waits for "100 Continue" gets it only before the response.
        Task writing = execution.WriteAsync(code, offset: null, ends: true, isWhole: true, context.RequestAborted);
        try
        {
            if (format is not null)
                await EventResponse.StartAsync(context, format).ConfigureAwait(false);
            if (reader is not null)
                await events.RelayAsync(context, reader, format!).ConfigureAwait(false);
            else
                await execution.Ended.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch
        {
            await execution.EndAsync(Executions.Execution.ClientGone).ConfigureAwait(false);
            throw;
        }
        finally
        {
            // Its failure is an event of the execution: the code broke off.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (format is null)
            await WriteAsync(context, StatusCodes.Status200OK, execution).ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext context)
    {
        var session = Session(context);
        if (context.WebSockets.IsWebSocketRequest)
            return socket.ServeAsync(context, session, FromQuery(context));
        return RequestJson.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("executions");
            foreach (var execution in session.Executions)
            {
                json.WriteStartObject();
                execution.Write(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private Task GetAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, Execution(context));

    private async Task AppendAsync(HttpContext context)
    {
        var execution = Execution(context);
        if (context.Request.ContentLength is not (null or 0) && !IsCode(context.Request))
            throw Problem.UnsupportedMedia.With($"'{context.Request.ContentType}' is neither text/* nor application/octet-stream");
        var offset = Number(context.Request.Query["offset"].ToString(), "offset");
        var ends = Flag(context, "end");
        RequestJson.LimitBody(context, null);
        AllowSlowCode(context);
        await execution.WriteAsync(context.Request.BodyReader, offset, ends, isWhole: false, context.RequestAborted).ConfigureAwait(false);
        await RequestJson.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("code_bytes", execution.Offset);
            json.WriteString("state", execution.State.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task EventsAsync(HttpContext context)
    {
        var execution = Execution(context);
        var last = Number(context.Request.Headers["Last-Event-ID"].ToString(), "Last-Event-ID");
        var from = Number(context.Request.Query["from"].ToString(), "from") ?? (last is { } seen ? seen + 1 : 0);
        using var reader = execution.Log.Open(from);
        var format = EventFormat.Of(context.Request, EventFormat.ServerSent);
        await EventResponse.StartAsync(context, format).ConfigureAwait(false);
        await events.RelayAsync(context, reader, format).ConfigureAwait(false);
    }

    private Task InterruptAsync(HttpContext context)
    {
        Execution(context).Interrupt();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, int status, Execution execution) => RequestJson.WriteAsync(context, status, json =>
    {
        json.WriteStartObject();
        execution.Write(json);
        json.WriteEndObject();
    });

    private ServerSession Session(HttpContext context) => sessions.Find(context.Request.RouteValues["id"] as string ?? "");

    private Execution Execution(HttpContext context) => Session(context).Find(context.Request.RouteValues["execution"] as string ?? "");
}
