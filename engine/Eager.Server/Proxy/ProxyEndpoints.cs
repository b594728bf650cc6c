using System.Globalization;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Description;
using Eager.Server.Hosting;
using Eager.Server.Problems;
using Eager.Server.Proxy.Calls;
using Eager.Server.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Eager.Server.Proxy;

/// <summary>OpenAI's addresses in front of a model's API, and the results of the calls that were executed on the way.</summary>
internal sealed class ProxyEndpoints(ProxySessions sessions, ProxyParts parts)
{
    private const double UsualWaitSeconds = 30;
    private const double LongestWaitSeconds = 600;

    /// <summary>What an agent may ask of the API besides: it passes, and nothing of it is executed.</summary>
    private static readonly string[] Others =
        ["/v1/models", "/v1/models/{**rest}", "/v1/embeddings", "/v1/completions", "/v1/chat/completions/{**rest}", "/v1/responses/{**rest}", "/v1/conversations", "/v1/conversations/{**rest}"];

    private static readonly string[] OtherMethods = [HttpMethods.Get, HttpMethods.Post, HttpMethods.Delete];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/calls/{id}", CallAsync).Describe(ProxyOperations.Call);
        var model = routes.MapGroup("").RequireRateLimiting(RateLimits.Beginning).WithMetadata(new ModelApi());
        model.MapPost("/v1/chat/completions", context => AnswerAsync(context, StreamFormat.OpenAIChat)).Describe(ProxyOperations.Chat);
        model.MapPost("/v1/responses", context => AnswerAsync(context, StreamFormat.OpenAIResponses)).Describe(ProxyOperations.Responses);
        foreach (var pattern in Others)
            model.MapMethods(pattern, OtherMethods, ForwardAsync).Describe(ProxyOperations.Other);
    }

    private async Task AnswerAsync(HttpContext context, StreamFormat format)
    {
        if (!parts.Upstream.Exists)
            throw Problem.NoUpstream.With($"set {ServerOptions.Section}:Proxy:Upstream");
        var mode = ResultModes.Parse(context.Request.Headers[ProxyHeaders.Result].FirstOrDefault() ?? parts.Options.Proxy.Result);
        var request = ProxyRequest.Read(await BodyAsync(context).ConfigureAwait(false), parts.Options.Proxy.Tool);
        if (!request.DeclaresTool || !request.IsSingle)
        {
            await ForwardAsync(context, request.Body).ConfigureAwait(false);
            return;
        }

        var (session, isNew) = sessions.For(context, request);
        var exchange = new ProxyExchange(context, request, session, format, mode, parts);
        try
        {
            context.Response.Headers[ProxyHeaders.Session] = session.Id;
            await exchange.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            await sessions.LeaveAsync(session, isNew, exchange.HasCalls).ConfigureAwait(false);
        }
    }

    private async Task CallAsync(HttpContext context)
    {
        var call = parts.Book.Find(ProxySessions.ClientOf(context.Request), context.Request.RouteValues["id"] as string ?? "");
        call.Session.Touch();
        CallResult? result = null;
        try
        {
            result = await call.Result.WaitAsync(TimeSpan.FromSeconds(Wait(context.Request)), parts.Time, context.RequestAborted).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It is still running.
        }

        await RequestJson.WriteAsync(context, result is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("call_id", call.Id);
            json.WriteString("state", result is null ? "running" : "ended");
            json.WriteString("session", call.Session.Id);
            json.WriteString("execution", result?.Execution);
            json.WriteString("content", result?.Content);
            if (result?.Exit is { } exit)
                json.WriteNumber("exit", exit);
            else
                json.WriteNull("exit");
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static double Wait(HttpRequest request)
    {
        var text = request.Query["wait"].ToString();
        if (text.Length == 0)
            return UsualWaitSeconds;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestWaitSeconds
            ? seconds
            : throw Problem.InvalidRequest.With($"wait: '{text}' is no number of seconds up to {LongestWaitSeconds}");
    }

    private async Task ForwardAsync(HttpContext context) =>
        await ForwardAsync(context, HttpMethods.IsPost(context.Request.Method) ? await BodyAsync(context).ConfigureAwait(false) : null).ConfigureAwait(false);

    /// <summary>What is not ours passes as it is.</summary>
    private async Task ForwardAsync(HttpContext context, ReadOnlyMemory<byte>? body)
    {
        using var answer = await parts.Upstream.SendAsync(context, body, context.RequestAborted).ConfigureAwait(false);
        ProxyHeaders.PassOn(answer, context.Response, isSameLength: true);
        await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        var from = await answer.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false);
        var buffer = new byte[16 * 1024];
        while (await ReadAsync(from, buffer, context.RequestAborted).ConfigureAwait(false) is > 0 and var count)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task<int> ReadAsync(Stream from, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.Upstream.ReadAsync(from, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new UpstreamGoneException(Answers.AnswerRelay.UpstreamGone, e);
        }
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        RequestJson.LimitBody(context, parts.Options.MaxJsonBytes);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
