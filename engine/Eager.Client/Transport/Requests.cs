using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Eager.Client.Transport;

/// <summary>Sends requests with the key, and makes exceptions of refusals.</summary>
internal sealed class Requests(HttpClient http, EagerClientOptions options)
{
    public EagerClientOptions Options { get; } = options;

    /// <summary>Sends a request; its answer is successful and has not been read. The caller disposes of it.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, string? accept, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (Options.ApiKey is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await ProblemOf(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request; its answer is JSON. The caller disposes of it.</summary>
    public async Task<JsonDocument> JsonAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, accept: null, cancellationToken).ConfigureAwait(false);
        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits before an attempt, counted from 0.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(Options.RetryPause * Math.Pow(2, attempt), Options.Time, cancellationToken);

    private static async Task<EagerProblemException> ProblemOf(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not "application/problem+json")
            return Unknown(response.StatusCode);
        try
        {
            using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            return new EagerProblemException(
                response.StatusCode,
                problem.RootElement.GetProperty("type").GetString()!,
                problem.RootElement.GetProperty("title").GetString()!,
                problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
        }
        catch (JsonException)
        {
            return Unknown(response.StatusCode);
        }
    }

    private static EagerProblemException Unknown(HttpStatusCode status) => new(status, "about:blank", $"The server answers with status {(int)status}.", detail: null);
}
