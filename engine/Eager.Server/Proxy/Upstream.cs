using System.Net.Http.Headers;
using System.Text;
using Eager.Server.Hosting;
using Eager.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Eager.Server.Proxy;

/// <summary>The model's API. Its address comes from the settings alone, and its redirects are passed on rather than followed.</summary>
internal sealed class Upstream(ServerOptions options, TimeProvider time) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>True where there is one.</summary>
    public bool Exists => options.Proxy.Upstream is not null;

    /// <summary>Name of its host, for traces.</summary>
    public string Host => options.Proxy.Upstream?.Host ?? "";

    /// <summary>Sends a request on; returns when the answer has begun.</summary>
    /// <param name="context">The client's request.</param>
    /// <param name="body">Its body; null for none.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    /// <exception cref="ProblemException">There is no upstream, or it does not answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpContext context, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), AddressOf(context.Request));
        if (body is { } bytes)
            request.Content = new ReadOnlyMemoryContent(bytes);
        ProxyHeaders.PassOn(context.Request, request, passAuthorization: PassesAuthorization(context.Request));
        if (options.Proxy.UpstreamKey is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in options.Proxy.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var silence = new CancellationTokenSource(options.Proxy.UpstreamDeadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw Problem.UpstreamFailed.With(e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Problem.UpstreamSilent.With($"no answer within {options.Proxy.UpstreamDeadline.TotalSeconds:0.#} s");
        }
    }

    /// <summary>Reads more of an answer.</summary>
    /// <exception cref="IOException">It broke off, or is silent for too long.</exception>
    public async Task<int> ReadAsync(Stream answer, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var read = answer.ReadAsync(buffer, silence.Token);
        if (read.IsCompleted)
            return await read.ConfigureAwait(false);
        var reading = read.AsTask();
        try
        {
            return await reading.WaitAsync(options.Proxy.UpstreamDeadline, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await silence.CancelAsync().ConfigureAwait(false);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new IOException($"silent for {options.Proxy.UpstreamDeadline.TotalSeconds:0.#} s");
        }
    }

    public void Dispose() => _client.Dispose();

    private Uri AddressOf(HttpRequest request)
    {
        if (options.Proxy.Upstream is not { } upstream)
            throw Problem.NoUpstream.With($"set {ServerOptions.Section}:Proxy:Upstream");
        var path = upstream.AbsolutePath.TrimEnd('/') + request.Path.ToUriComponent()["/v1".Length..];
        var address = new Uri($"{upstream.GetLeftPart(UriPartial.Authority)}{path}{request.QueryString.ToUriComponent()}");
        // Dots that were escaped twice would lead to an address that nobody has a route for.
        return address.AbsolutePath == path ? address : throw Problem.InvalidRequest.With("the path leads elsewhere");
    }

    /// <summary>A key of ours is not told to others.</summary>
    private bool PassesAuthorization(HttpRequest request) =>
        options.Proxy.UpstreamKey is null && (options.ApiKeys.Count == 0 || !options.ApiKeys.Any(key => request.Headers.Authorization.ToString().Contains(key, StringComparison.Ordinal)));
}
