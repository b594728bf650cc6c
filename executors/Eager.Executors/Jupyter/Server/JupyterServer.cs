using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Eager.Executions;

namespace Eager.Executors.Jupyter.Server;

/// <summary>A Jupyter server's REST API: which kernels there are, starting, interrupting and ending them.</summary>
internal sealed class JupyterServer : IDisposable
{
    private readonly Uri _root;

    /// <param name="url">Its address, with its base path.</param>
    /// <param name="token">Its token; null for none.</param>
    /// <param name="isOurs">True where its root is this machine's, so that kernels can be given a working directory.</param>
    public JupyterServer(Uri url, string? token, bool isOurs)
    {
        _root = new Uri(url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        IsOurs = isOurs;
        // A proxy of the environment is for the world outside.
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = !url.IsLoopback }) { BaseAddress = _root, Timeout = Timeout.InfiniteTimeSpan };
        if (!string.IsNullOrEmpty(token))
            Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("token", token);
    }

    public HttpClient Client { get; }

    public bool IsOurs { get; }

    /// <summary>Where a kernel's channels are.</summary>
    public Uri Channels(string kernel, string session) =>
        new UriBuilder(new Uri(_root, $"api/kernels/{kernel}/channels?session_id={session}")) { Scheme = _root.Scheme == "https" ? "wss" : "ws" }.Uri;

    public async ValueTask<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync("api/status", cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Name of the kernel to start.</summary>
    /// <exception cref="BackendUnavailableException">There is none of that name, or none for the language.</exception>
    public async ValueTask<string> FindKernelAsync(string? wanted, string language, CancellationToken cancellationToken)
    {
        var specs = await AskAsync(HttpMethod.Get, "api/kernelspecs", null, cancellationToken).ConfigureAwait(false);
        var usual = specs.GetProperty("default").GetString();
        var languages = specs.GetProperty("kernelspecs").EnumerateObject().ToDictionary(
            spec => spec.Name, spec => LanguageOf(spec.Value.GetProperty("spec").GetProperty("language").GetString()));
        if (wanted is not null && languages.TryGetValue(wanted, out var spoken) && spoken != language)
            throw new BackendUnavailableException($"the Jupyter kernel {wanted} runs {spoken}, not {language}");
        var fitting = languages.Keys.Where(name => wanted is null ? languages[name] == language : name == wanted)
            .OrderByDescending(name => name == usual).ThenBy(name => name, StringComparer.Ordinal);
        return fitting.FirstOrDefault() ?? throw new BackendUnavailableException(
            $"the Jupyter server has no kernel {(wanted is null ? $"for {language}" : wanted)}; it has: {string.Join(", ", languages.Keys)}");
    }

    /// <summary>Starts a kernel and returns its number.</summary>
    /// <param name="name">Name of the kernel.</param>
    /// <param name="directory">Where it is to run, as far as the server can.</param>
    /// <param name="cancellationToken">Gives up; a kernel that the server starts all the same stays.</param>
    public async ValueTask<string> StartKernelAsync(string name, string directory, CancellationToken cancellationToken)
    {
        object model = IsOurs ? new { name, path = directory.Trim('/') } : new { name };
        var kernel = await AskAsync(HttpMethod.Post, "api/kernels", JsonContent.Create(model), cancellationToken).ConfigureAwait(false);
        return kernel.GetProperty("id").GetString()!;
    }

    public async ValueTask InterruptAsync(string kernel, CancellationToken cancellationToken) =>
        await AskAsync(HttpMethod.Post, $"api/kernels/{kernel}/interrupt", null, cancellationToken).ConfigureAwait(false);

    /// <summary>Ends a kernel; completes when it is gone. One that is gone already is not missed.</summary>
    public async ValueTask EndAsync(string kernel, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Delete, $"api/kernels/{kernel}", null, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotFound))
            throw Refused($"api/kernels/{kernel}", response);
    }

    public void Dispose() => Client.Dispose();

    /// <summary>The language by our name: <c>C#</c> is <c>csharp</c>.</summary>
    private static string LanguageOf(string? name) => (name ?? "").ToLowerInvariant().Replace("#", "sharp", StringComparison.Ordinal);

    private static KernelLostException Refused(string path, HttpResponseMessage response) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"the Jupyter server answered {path} with {(int)response.StatusCode}{(response.StatusCode == HttpStatusCode.Forbidden ? ": is its token right?" : "")}"));

    private async ValueTask<JsonElement> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, content, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw Refused(path, response);
        if (response.StatusCode == HttpStatusCode.NoContent)
            return default;
        try
        {
            return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            throw new KernelLostException($"{_root} is no Jupyter server: its answer to {path} is no JSON", e);
        }
    }

    private async ValueTask<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            return await Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new KernelLostException($"the Jupyter server at {_root} does not answer: {e.Message}", e);
        }
    }
}
