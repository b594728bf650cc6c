using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Executions;
using Eager.Server.Hosting;
using Eager.Server.Problems;
using Eager.Server.Sessions;
using Eager.Server.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Eager.Server.Proxy;

/// <summary>
/// OpenAI's addresses in front of a model's API: the answer passes through byte for byte while the code of the configured tool runs. The execution's
/// address is in a header; its result can be asked for there, or as one more event of the stream.
/// </summary>
internal sealed class ModelProxy(SessionRegistry sessions, ExecutionStarter starter, ServerOptions options) : IDisposable
{
    /// <summary>Response header: address of the execution.</summary>
    public const string ExecutionHeader = "Eager-Execution";

    /// <summary>Request header: a session to execute in; else each answer gets one of its own.</summary>
    public const string SessionHeader = "Eager-Session";

    /// <summary>Request header: <c>event</c> for the result at the end of the stream.</summary>
    public const string ResultHeader = "Eager-Result";

    private const int BufferBytes = 16 * 1024;

    private static readonly string[] NotPassedOn = ["Host", "Connection", "Content-Length", "Transfer-Encoding", "Accept-Encoding", "X-Api-Key", SessionHeader, ResultHeader];

    private readonly HttpClient _upstream = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/chat/completions", context => ForwardAsync(context, "chat/completions", StreamFormat.OpenAIChat)).RequireRateLimiting(RateLimits.Beginning);
        routes.MapPost("/v1/responses", context => ForwardAsync(context, "responses", StreamFormat.OpenAIResponses)).RequireRateLimiting(RateLimits.Beginning);
    }

    public void Dispose() => _upstream.Dispose();

    private async Task ForwardAsync(HttpContext context, string path, StreamFormat format)
    {
        if (options.Proxy.Upstream is not { } upstream)
            throw Problem.NoUpstream.With("set Eager:Proxy:Upstream");
        RequestJson.LimitBody(context, options.MaxJsonBytes);
        using var request = await RequestAsync(context, new Uri($"{upstream.AbsoluteUri.TrimEnd('/')}/{path}")).ConfigureAwait(false);
        using var answer = await AnswerAsync(request, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[name] = values.ToArray();
        var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == EventFormat.ServerSent.MediaType)
            await ExecuteAsync(context, body, format).ConfigureAwait(false);
        else
            await body.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpContext context, Uri address)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in context.Request.Headers.Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        if (options.Proxy.UpstreamKey is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        else if (options.ApiKeys.Count > 0 && context.Request.Headers["X-Api-Key"].Count == 0)
            request.Headers.Authorization = null;
        return request;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw Problem.UpstreamFailed.With(e.HttpRequestError.ToString());
        }
    }

    private async Task ExecuteAsync(HttpContext context, Stream answer, StreamFormat format)
    {
        var session = context.Request.Headers[SessionHeader].FirstOrDefault() is { } named ? sessions.Find(named) : sessions.Create(new SessionSettings
        {
            Language = options.Proxy.Language, Backend = options.Proxy.Backend, Effects = options.Proxy.Effects,
        });
        var settings = new ExecutionSettings { Display = true, OnError = options.Proxy.InterruptOnError ? "interrupt" : "report" };
        var decoding = new DecodingOptions { Format = format, Tool = options.Proxy.Tool, Members = options.Proxy.Members.Split(',') };
        var execution = await starter.StartAsync(session, settings, decoding, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers[ExecutionHeader] = $"/v1/sessions/{session.Id}/executions/{execution.Id}";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // What passes through never waits for what is executed; the limit on code bounds what is between them.
        var stream = new Pipe(new PipeOptions(pauseWriterThreshold: options.MaxCodeBytes, resumeWriterThreshold: options.MaxCodeBytes / 2));
        Task writing = execution.WriteAsync(stream.Reader, offset: null, ends: true, isWhole: true, CancellationToken.None);
        var wasInterrupted = false;
        Exception? cutOff = new IOException("the client is gone");
        try
        {
            wasInterrupted = !await PassThroughAsync(context, answer, stream.Writer, execution).ConfigureAwait(false);
            cutOff = null;
        }
        catch (Exception e) when (e is HttpIOException or IOException && !context.RequestAborted.IsCancellationRequested)
        {
            cutOff = new IOException("the model's API broke off");
            throw;
        }
        finally
        {
            await stream.Writer.CompleteAsync(cutOff).ConfigureAwait(false);
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await FinishAsync(context, execution, format, wasInterrupted).ConfigureAwait(false);
    }

    /// <summary>Passes on what arrives, until it ends or the program wants no more of it.</summary>
    /// <returns>False where the program wants no more.</returns>
    private static async Task<bool> PassThroughAsync(HttpContext context, Stream answer, PipeWriter program, Execution execution)
    {
        var buffer = new byte[BufferBytes];
        while (true)
        {
            var read = answer.ReadAsync(buffer, context.RequestAborted).AsTask();
            await Task.WhenAny(read, execution.Interrupted).ConfigureAwait(false);
            if (execution.Interrupted.IsCompleted)
                return false;
            var count = await read.ConfigureAwait(false);
            if (count == 0)
                return true;
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            if (execution.WaitsForCode)
                await program.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task FinishAsync(HttpContext context, Execution execution, StreamFormat format, bool wasInterrupted)
    {
        if (wasInterrupted)
        {
            const string Message = "the program failed while it was generated, and the generation was interrupted";
            var error = format == StreamFormat.OpenAIChat
                ? $$$"""data: {"error":{"message":"{{{Message}}}","type":"eager_interrupt","code":"program_failed"}}"""
                : $$"""event: error{{'\n'}}data: {"type":"error","code":"program_failed","message":"{{Message}}"}""";
            await context.Response.WriteAsync($"{error}\n\n", context.RequestAborted).ConfigureAwait(false);
        }

        if (context.Request.Headers[ResultHeader].FirstOrDefault() != "event")
            return;
        await execution.Ended.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        using var line = new MemoryStream();
        var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            execution.Write(json);
            json.WriteEndObject();
        }

        await context.Response.WriteAsync($"event: eager.result\ndata: {Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length)}\n\n", context.RequestAborted)
            .ConfigureAwait(false);
    }
}
