using System.Text.Json;
using System.Text.Json.Nodes;
using Eager.ReplayModel.Answers;
using Eager.ReplayModel.Apis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Eager.ReplayModel.Serving;

/// <summary>A server that speaks the streaming APIs of OpenAI and Anthropic and says what it is told to, at the rate it is told to.</summary>
public sealed class ReplayServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ReplayOptions _options;
    private readonly AnswerChoice _choice;

    private ReplayServer(ReplayOptions options)
    {
        _options = options;
        _choice = new AnswerChoice(options.Answers);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        _application = builder.Build();
        _application.MapPost("/v1/chat/completions", context => AnswerAsync(context, ModelApi.ChatCompletions));
        _application.MapPost("/v1/responses", context => AnswerAsync(context, ModelApi.Responses));
        _application.MapPost("/v1/messages", context => AnswerAsync(context, ModelApi.Messages));
        _application.MapGet("/v1/models", Models);
    }

    /// <summary>Where it listens, the port included.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">It cannot listen there.</exception>
    public static async Task<ReplayServer> StartAsync(ReplayOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Answers.Count == 0 || options.Rate < 0 || options.TokenCharacters < 1 || options.Jitter is < 0 or > 1)
            throw new ArgumentException("at least one answer, a rate of 0 or more, tokens of 1 character or more, and a jitter from 0 to 1", nameof(options));
        var server = new ReplayServer(options);
        await server._application.StartAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>Returns when the process is told to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _application.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static Task RefuseAsync(HttpContext context, int status, string type, string message)
    {
        context.Response.StatusCode = status;
        var error = new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = type, ["message"] = message } };
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(error.ToJsonString(), context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, ModelApi api)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            await AnswerAsync(context, api, ModelRequest.Read(body.RootElement)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonException or FormatException && !context.Response.HasStarted)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid_request_error", exception.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is gone.
        }
    }

    private async Task AnswerAsync(HttpContext context, ModelApi api, ModelRequest request)
    {
        var headers = context.Request.Headers;
        var fault = headers[ReplayOptions.FaultHeader].FirstOrDefault() is { } asked ? Fault.Parse(asked) : _options.Fault;
        var named = headers[ReplayOptions.AnswerHeader].FirstOrDefault();
        if (fault is { Kind: FaultKind.TooManyRequests })
        {
            context.Response.Headers.RetryAfter = "1";
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "rate_limit_error", "too many requests").ConfigureAwait(false);
        }
        else if (fault is { Kind: FaultKind.ServerError })
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, "api_error", "internal error").ConfigureAwait(false);
        else if (_choice.Choose(api, named, request.Model) is not { } answer)
            await RefuseAsync(context, StatusCodes.Status404NotFound, "not_found_error", $"there is no answer '{named}' for this API").ConfigureAwait(false);
        else if (request.IsStreamed)
        {
            var events = Synthesis.Events(api, answer, request, _options.TokenCharacters);
            await new EventWriter(context, _options, fault, TimeProvider.System).WriteAsync(events).ConfigureAwait(false);
        }
        else
            await WriteWholeAsync(context, api, answer, request).ConfigureAwait(false);
    }

    private async Task WriteWholeAsync(HttpContext context, ModelApi api, ModelAnswer answer, ModelRequest request)
    {
        if (answer is RecordedAnswer)
            throw new FormatException("a recorded stream can only be streamed: set \"stream\": true");
        var said = Synthesis.Said.Of(answer, request.Tool, _options.TokenCharacters);
        var whole = api switch
        {
            ModelApi.ChatCompletions => ChatCompletionEvents.Whole(said, request.Model),
            ModelApi.Responses => ResponseEvents.Whole(said, request.Model),
            _ => MessageEvents.Whole(said, request.Model),
        };
        if (_options.Rate > 0)
            await Task.Delay(TimeSpan.FromSeconds(said.Tokens.Count / _options.Rate), TimeProvider.System, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(whole.ToJsonString(), context.RequestAborted).ConfigureAwait(false);
    }

    private Task Models(HttpContext context)
    {
        var models = _options.Answers.Select(answer => (JsonNode)new JsonObject { ["id"] = answer.Name, ["object"] = "model" });
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. models]) }.ToJsonString(), context.RequestAborted);
    }
}
