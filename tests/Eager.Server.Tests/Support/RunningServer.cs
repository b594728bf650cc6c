using System.Net.Http.Headers;
using System.Text;
using Eager.Host;
using Eager.Server.Hosting;

namespace Eager.Server.Tests.Support;

/// <summary>A server with everything that the product has, on a socket of its own, and a client of it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly EagerServer _server;
    private readonly string _workspaces;

    private RunningServer(EagerServer server, string workspaces)
    {
        (_server, _workspaces) = (server, workspaces);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(1) };
    }

    public Uri Address => _server.Addresses[0];

    public HttpClient Client { get; }

    /// <summary>Folder of the sessions' folders.</summary>
    public string Workspaces => _workspaces;

    /// <summary>Folders of sessions that are there.</summary>
    public int Folders => Directory.Exists(_workspaces) ? Directory.GetDirectories(_workspaces).Length : 0;

    /// <summary>Addresses of the interface and their methods, in the spelling of its document.</summary>
    public IEnumerable<(string Pattern, IReadOnlyList<string> Methods)> Routes => _server.Routes;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RunningServer> StartAsync(Action<ServerOptions>? configure = null)
    {
        var workspaces = Path.Join(Path.GetTempPath(), $"eager-server-tests-{Guid.NewGuid():N}");
        var server = await EagerServer.StartAsync(
            [],
            options =>
            {
                options.Urls = "http://127.0.0.1:0";
                options.Workspaces = workspaces;
                options.DrainDeadline = TimeSpan.FromSeconds(1);
                configure?.Invoke(options);
            },
            services => Product.AddParts(services, python: null),
            Cancellation);
        return new RunningServer(server, workspaces);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;

    /// <summary>Status and last part of the type of a problem.</summary>
    public static async Task<(HttpStatusCode Status, string Problem)> ProblemOf(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var json = await JsonOf(response);
        Assert.Equal((int)response.StatusCode, json.GetProperty("status").GetInt32());
        return (response.StatusCode, json.GetProperty("type").GetString()!["urn:eager:problem:".Length..]);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body = "", string mediaType = "application/json", string? accept = null) =>
        PostAsync(path, Encoding.UTF8.GetBytes(body), mediaType, accept);

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string mediaType, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } },
        };
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>A new session's path.</summary>
    public async Task<string> NewSessionAsync(string settings = "{}")
    {
        using var response = await PostAsync("/v1/sessions", settings);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    /// <summary>A new execution's path; it takes its code in pieces.</summary>
    public async Task<string> OpenAsync(string session, string settings = "{}")
    {
        using var response = await PostAsync($"{session}/executions", settings);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    public async Task<JsonElement> ExecuteAsync(string session, string code)
    {
        using var response = await PostAsync($"{session}/executions", JsonSerializer.Serialize(new { code }));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonOf(response);
    }

    public Task<HttpResponseMessage> AppendAsync(string execution, string code, string query = "") =>
        AppendAsync(execution, Encoding.UTF8.GetBytes(code), query);

    public Task<HttpResponseMessage> AppendAsync(string execution, byte[] code, string query = "") =>
        PostAsync($"{execution}/code{query}", code, "text/plain");

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return await JsonOf(response);
    }

    /// <summary>The execution when it has ended.</summary>
    public async Task<JsonElement> EndedAsync(string execution)
    {
        while (true)
        {
            var json = await GetAsync(execution);
            if (json.GetProperty("state").GetString() == "ended")
                return json;
            await Task.Delay(20, Cancellation);
        }
    }

    /// <summary>Tells the server to stop, as SIGTERM does.</summary>
    public Task StopAsync() => _server.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        Assert.Equal(0, Folders);
        if (Directory.Exists(_workspaces))
            Directory.Delete(_workspaces, recursive: true);
    }
}
