using Eager.Client.Transport;

namespace Eager.Client;

/// <summary>
/// A server of Eager.Actors. Safe for any number of callers at one time.
/// <code>
/// using var client = new EagerClient(new Uri("http://127.0.0.1:8080"));
/// await using var session = await client.CreateSessionAsync();
/// await foreach (var published in session.StreamAsync(tokens))
///     if (published is ProgramOutput output) …
/// </code>
/// </summary>
public sealed class EagerClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly Requests _requests;

    /// <summary>A client with connections of its own.</summary>
    public EagerClient(Uri address, EagerClientOptions? options = null)
        : this(new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan }, options) => _ownsHttp = true;

    /// <summary>A client over somebody else's connections.</summary>
    /// <param name="http">Has a base address. Its time-out must be longer than the longest execution.</param>
    /// <param name="options">How it calls.</param>
    public EagerClient(HttpClient http, EagerClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _http = http;
        _requests = new Requests(http, options ?? new EagerClientOptions());
    }

    /// <summary>Creates a session. Disposing of it deletes it.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<ClientSession> CreateSessionAsync(SessionRequest? request = null, CancellationToken cancellationToken = default)
    {
        using var body = RequestBody.Of(request ?? new SessionRequest());
        using var created = await _requests.JsonAsync(HttpMethod.Post, "v1/sessions", body, cancellationToken).ConfigureAwait(false);
        return Session(created.RootElement.GetProperty("id").GetString()!);
    }

    /// <summary>A session that exists, by its name; nothing is asked of the server.</summary>
    public ClientSession Session(string id) => new(_requests, id);

    /// <summary>All sessions that are there.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<IReadOnlyList<SessionDescription>> ListSessionsAsync(CancellationToken cancellationToken = default)
    {
        using var list = await _requests.JsonAsync(HttpMethod.Get, "v1/sessions", body: null, cancellationToken).ConfigureAwait(false);
        return [.. list.RootElement.GetProperty("sessions").EnumerateArray().Select(SessionDescription.Read)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsHttp)
            _http.Dispose();
    }
}
