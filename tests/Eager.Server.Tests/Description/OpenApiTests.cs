using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Eager.Server.Tests.Proxy;

namespace Eager.Server.Tests.Description;

/// <summary>The document of the interface against the interface.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_route_should_be_described()
    {
        await using var server = await RunningServer.StartAsync();
        var paths = (await server.GetAsync("/openapi/v1.json")).GetProperty("paths");
        foreach (var (pattern, methods) in server.Routes)
            foreach (var method in methods)
                Assert.True(paths.TryGetProperty(pattern, out var path) && path.TryGetProperty(method.ToLowerInvariant(), out _), $"{method} {pattern}");
    }

    [Fact]
    public async Task Every_example_should_be_taken_and_answered_as_described()
    {
        await using var upstream = RawUpstream.Start(answer => CallTests.SendAsync(answer, ModelStream.Call("call_1") + ModelStream.Arguments("{\"code\":\"1\"}") + ModelStream.Finish("tool_calls") + ModelStream.Done));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var call = await proxy.ChatAsync();
        await call.Content.ReadAsStringAsync(RunningServer.Cancellation);
        var document = JsonNode.Parse(await proxy.Server.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), RunningServer.Cancellation))!;
        var sent = 0;
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                foreach (var (type, content) in operation!["requestBody"]?["content"]?.AsObject().ToList() ?? [new("", null)])
                {
                    await SendAsync(proxy.Server, (path, method), operation, type, content?["example"]);
                    sent++;
                }
            }
        }

        Assert.True(sent > 20, $"{sent} requests");
    }

    [Fact]
    public async Task Problems_should_all_be_described()
    {
        await using var server = await RunningServer.StartAsync();
        var problem = (await server.GetAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas").GetProperty("Problem");
        var types = problem.GetProperty("properties").GetProperty("type").GetProperty("enum").EnumerateArray().Select(type => type.GetString());
        Assert.Equal(Problems.Problem.All.Select(one => one.Type), types);
    }

    private static async Task SendAsync(RunningServer server, (string Path, string Method) at, JsonNode operation, string type, JsonNode? example)
    {
        var session = await server.NewSessionAsync();
        var (path, method) = at;
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), (string?)null);
        var query = new List<string>();
        foreach (var parameter in operation["parameters"]!.AsArray())
        {
            var (name, value) = (parameter!["name"]!.ToString(), parameter["example"]!.ToString());
            if (parameter["in"]!.ToString() == "query")
                query.Add($"{name}={(value is "True" or "False" ? value.ToLowerInvariant() : value)}");
            else if (parameter["in"]!.ToString() == "header")
                request.Headers.TryAddWithoutValidation(name, name == "Eager-Session" ? session["/v1/sessions/".Length..] : value);
        }

        var real = path.StartsWith("/v1/calls", StringComparison.Ordinal) ? "/v1/calls/call_1" : path.Replace("/v1/sessions/{id}", session, StringComparison.Ordinal).Replace("{rest}", "rest", StringComparison.Ordinal);
        if (path.Contains("{execution}", StringComparison.Ordinal))
            real = real.Replace($"{session}/executions/{{execution}}", await ExecutionAsync(server, session, isOpen: path.EndsWith("/code", StringComparison.Ordinal)), StringComparison.Ordinal);
        if (path.Contains("{path}", StringComparison.Ordinal))
        {
            real = real.Replace("{path}", "data/in.csv", StringComparison.Ordinal);
            using var file = new ByteArrayContent("a"u8.ToArray());
            using var put = await server.Client.PutAsync(new Uri(real, UriKind.Relative), file, RunningServer.Cancellation);
        }

        request.RequestUri = new Uri(real + (query.Count > 0 ? $"?{string.Join('&', query)}" : ""), UriKind.Relative);
        if (example is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(type == "application/json" ? example.ToJsonString() : example.ToString())) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var response = await server.Client.SendAsync(request, RunningServer.Cancellation);
        var body = await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        var described = operation["responses"]![$"{(int)response.StatusCode}"];
        Assert.True(response.IsSuccessStatusCode && described is not null, $"{method} {path} {type}: {(int)response.StatusCode} {body}");
        if (described!["content"]?[response.Content.Headers.ContentType?.MediaType ?? ""] is { } content && response.Content.Headers.ContentType!.MediaType == "application/json" && path.Contains("session", StringComparison.Ordinal))
            Assert.Equal(Members(content["example"]), Members(JsonNode.Parse(body)));
    }

    private static async Task<string> ExecutionAsync(RunningServer server, string session, bool isOpen)
    {
        var execution = await server.OpenAsync(session);
        if (isOpen)
            return execution;
        using var ended = await server.AppendAsync(execution, "print(1)\n", "?end=true");
        await server.EndedAsync(execution);
        return execution;
    }

    private static IEnumerable<string> Members(JsonNode? json) => json!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);
}
