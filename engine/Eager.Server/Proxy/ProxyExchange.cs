using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Executions;
using Eager.Server.Problems;
using Eager.Server.Proxy.Answers;
using Eager.Server.Proxy.Calls;
using Eager.Server.Sessions;
using Eager.Server.Streams;
using Eager.Server.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Eager.Server.Proxy;

/// <summary>One request of a client to a model, whose calls of the tool are executed, and the model's answer: with <c>auto</c> all of its answers.</summary>
internal sealed class ProxyExchange(HttpContext context, ProxyRequest request, ServerSession session, StreamFormat format, ResultMode mode, ProxyParts parts)
{
    private readonly AnswerShape _shape = AnswerShape.Of(format);
    private readonly string _client = ProxySessions.ClientOf(context.Request);
    private ProxiedAnswer? _answer;
    private JsonObject? _request;

    /// <summary>True once a call was executed.</summary>
    public bool HasCalls { get; private set; }

    private CancellationToken Gone => context.RequestAborted;

    private bool IsLast(int turn) => mode != ResultMode.Auto || turn >= parts.Options.Proxy.MaxTurns;

    /// <summary>Asks the model, passes its answer on, and goes on as long as it is answered here.</summary>
    public async Task RunAsync()
    {
        var auto = new AutoFilter(_shape);
        try
        {
            for (var turn = 1; await TurnAsync(turn, auto).ConfigureAwait(false); turn++)
            {
                var results = await ResultsAsync().ConfigureAwait(false);
                _shape.NextTurn(_request ??= request.ToObject(), _answer!, results);
            }
        }
        catch (UpstreamGoneException)
        {
            throw;
        }
        catch
        {
            if (_answer is not null)
                await _answer.AbandonAsync(Execution.ClientGone).ConfigureAwait(false);
            throw;
        }
    }

    /// <returns>True where the model is to be asked again.</returns>
    private async Task<bool> TurnAsync(int turn, AutoFilter auto)
    {
        using var chat = ServerTraces.Chat(request, parts.Upstream);
        var body = _request is null ? request.Body : JsonSerializer.SerializeToUtf8Bytes(_request);
        try
        {
            using var from = await parts.Upstream.SendAsync(context, body, Gone).ConfigureAwait(false);
            ServerTraces.Answered(chat, (int)from.StatusCode);
            _answer = new ProxiedAnswer(parts.Starter, parts.Options, session, format, chat, Note);
            if (context.Response.HasStarted && !IsStream(from))
                throw Problem.UpstreamFailed.With($"the model's API answered with status {(int)from.StatusCode}");
            return IsStream(from)
                ? await StreamAsync(from, turn, auto).ConfigureAwait(false)
                : await WholeAsync(from, turn).ConfigureAwait(false);
        }
        catch (ProblemException e) when (context.Response.HasStarted)
        {
            await WriteAsync(_shape.Error(e.Problem.Name, e.Message) + _shape.End).ConfigureAwait(false);
            return false;
        }
    }

    private static bool IsStream(HttpResponseMessage from) =>
        from.IsSuccessStatusCode && from.Content.Headers.ContentType?.MediaType == EventFormat.ServerSent.MediaType;

    private async Task<bool> StreamAsync(HttpResponseMessage from, int turn, AutoFilter auto)
    {
        var passing = new PassingFilter(_shape, holdsEnd: mode == ResultMode.Event);
        await StartAsync(from).ConfigureAwait(false);
        var relay = new AnswerRelay(parts.Upstream, context.Response.BodyWriter, mode == ResultMode.Auto ? auto : passing, _answer!);
        var stream = await from.Content.ReadAsStreamAsync(Gone).ConfigureAwait(false);
        var isWhole = await relay.RunAsync(stream, Interrupts(turn), Gone).ConfigureAwait(false);
        NoteAnswer();
        if (!IsLast(turn) && IsAnsweredHere(isWhole))
        {
            auto.Drop();
            return true;
        }

        auto.Release(context.Response.BodyWriter);
        await WriteAsync(isWhole ? "" : _shape.Interruption(_answer!.Calls)).ConfigureAwait(false);
        if (mode == ResultMode.Event && await ResultsAsync().ConfigureAwait(false) is { Length: > 0 } results)
            await WriteAsync(_shape.Results(results)).ConfigureAwait(false);
        await WriteAsync(isWhole ? Encoding.UTF8.GetString(passing.End) : _shape.End).ConfigureAwait(false);
        return false;
    }

    private async Task<bool> WholeAsync(HttpResponseMessage from, int turn)
    {
        await LoadAsync(from).ConfigureAwait(false);
        var body = await from.Content.ReadAsByteArrayAsync(Gone).ConfigureAwait(false);
        JsonObject? changed = null;
        if (from.IsSuccessStatusCode && _shape.AsEvent(body) is { Length: > 0 } told)
        {
            ServerSentEvent.Next(told, out var data);
            _shape.Observe(data);
            _answer!.Read(told);
            _answer.Complete();
            NoteAnswer();
            if (!IsLast(turn) && IsAnsweredHere(isWhole: true))
                return true;
            if (_request is not null)
                changed = _shape.Joined(JsonNode.Parse(body)!.AsObject());
            if (mode == ResultMode.Event && await ResultsAsync().ConfigureAwait(false) is { Length: > 0 } results)
                (changed ??= JsonNode.Parse(body)!.AsObject())["eager"] = new JsonObject { ["results"] = new JsonArray([.. results.Select(result => result.ToJson())]) };
        }

        ProxyHeaders.PassOn(from, context.Response, isSameLength: changed is null);
        await context.Response.Body.WriteAsync(changed is null ? body : JsonSerializer.SerializeToUtf8Bytes(changed), Gone).ConfigureAwait(false);
        return false;
    }

    private async Task LoadAsync(HttpResponseMessage from)
    {
        try
        {
            await from.Content.LoadIntoBufferAsync(parts.Options.MaxJsonBytes, Gone).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw Problem.UpstreamFailed.With(e.HttpRequestError.ToString());
        }
    }

    /// <summary>
    /// A service that keeps the conversation cannot go on from an answer that was cancelled: there the generation ends by itself, unless the model is
    /// answered here, which sends it all that was said.
    /// </summary>
    private bool Interrupts(int turn) => mode == ResultMode.Auto ? !IsLast(turn) : format == StreamFormat.OpenAIChat || !request.IsStored;

    /// <summary>True where all that the model asks for was executed.</summary>
    private bool IsAnsweredHere(bool isWhole) =>
        _answer!.Calls.Count > 0 && _answer.Calls.All(call => call.Run is not null) && (!isWhole || _answer.CutOff is null);

    private async Task StartAsync(HttpResponseMessage from)
    {
        if (context.Response.HasStarted)
            return;
        ProxyHeaders.PassOn(from, context.Response, isSameLength: false);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync(Gone).ConfigureAwait(false);
        await context.Response.BodyWriter.FlushAsync(Gone).ConfigureAwait(false);
    }

    private void Note(ProxiedCall call)
    {
        HasCalls = true;
        parts.Book.Add(_client, call);
    }

    private void NoteAnswer()
    {
        if (HasCalls && _shape.Id is { } id)
            parts.Book.Add(_client, id, session);
    }

    /// <summary>Results when they are there; a stream shows signs of life until then.</summary>
    private async Task<CallResult[]> ResultsAsync()
    {
        var results = _answer!.ResultsAsync();
        while (context.Response.HasStarted)
        {
            try
            {
                return await results.WaitAsync(parts.Options.Heartbeat, parts.Time, Gone).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                await WriteAsync(": alive\n\n").ConfigureAwait(false);
            }
        }

        return await results.WaitAsync(Gone).ConfigureAwait(false);
    }

    private async Task WriteAsync(string text)
    {
        if (text.Length > 0)
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), Gone).ConfigureAwait(false);
        await context.Response.BodyWriter.FlushAsync(Gone).ConfigureAwait(false);
    }
}
