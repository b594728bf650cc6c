using System.ClientModel;
using Eager.Server.Hosting;
using OpenAI;

namespace Eager.Server.Tests.Support;

/// <summary>A server in front of a model's API.</summary>
internal sealed class ProxyServer(RunningServer server) : IAsyncDisposable
{
    public RunningServer Server => server;

    /// <summary>The official client, pointed at the proxy and otherwise as always.</summary>
    public OpenAIClient OpenAI => new(new ApiKeyCredential("the upstream's key"), new OpenAIClientOptions { Endpoint = new Uri(server.Address, "/v1") });

    public static async Task<ProxyServer> StartAsync(Uri upstream, Action<ServerOptions>? configure = null) => new(await RunningServer.StartAsync(options =>
    {
        options.Proxy.Upstream = upstream;
        options.Proxy.Tool = ModelStream.Tool;
        configure?.Invoke(options);
    }));

    public Task<HttpResponseMessage> ChatAsync(string? body = null, params (string Name, string Value)[] headers) => PostAsync("/v1/chat/completions", body ?? ModelStream.ChatRequest(), headers);

    public Task<HttpResponseMessage> ResponsesAsync(string? body = null, params (string Name, string Value)[] headers) => PostAsync("/v1/responses", body ?? ModelStream.ResponsesRequest(), headers);

    /// <summary>What a call came to.</summary>
    public Task<JsonElement> CallAsync(string id) => server.GetAsync($"/v1/calls/{id}");

    /// <summary>The one execution of the one session.</summary>
    public async Task<string> ExecutionAsync()
    {
        while (true)
        {
            var sessions = (await server.GetAsync("/v1/sessions")).GetProperty("sessions");
            if (sessions.GetArrayLength() == 1 && sessions[0].GetProperty("executions").GetArrayLength() == 1)
                return $"/v1/sessions/{sessions[0].GetProperty("id").GetString()}/executions/{sessions[0].GetProperty("executions")[0].GetString()}";
            await Task.Delay(10, RunningServer.Cancellation);
        }
    }

    /// <summary>Waits until the one execution has written something.</summary>
    public async Task UntilWrittenAsync(string text)
    {
        await using var events = await EventStream.OpenAsync(server, await ExecutionAsync());
        await events.UntilAsync(text);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Task<HttpResponseMessage> PostAsync(string path, string body, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, RunningServer.Cancellation);
    }
}
