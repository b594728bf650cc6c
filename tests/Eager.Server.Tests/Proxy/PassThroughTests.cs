using System.Text;

namespace Eager.Server.Tests.Proxy;

/// <summary>What passes is what was sent.</summary>
public sealed class PassThroughTests
{
    private const string Odd = ": hello\r\n\r\ndata: {\"id\":\"c\",\"unknown\":[1,2],\"choices\":[]}\r\n\r\nevent: x\rdata: {\ndata: }\n\nretry: 5\n\ndata: no json\n\ndata: [DONE]\n\ndata: behind the end";

    [Theory]
    [InlineData("/v1/chat/completions", 1)]
    [InlineData("/v1/chat/completions", 7)]
    [InlineData("/v1/responses", 3)]
    [InlineData("/v1/responses", 1000)]
    public async Task Stream_should_pass_byte_for_byte(string path, int seed)
    {
        var random = new Random(seed);
        var isChat = path.EndsWith("completions", StringComparison.Ordinal);
        var sent = Encoding.UTF8.GetBytes((isChat ? Program("call_1") : "") + Odd);
        await using var upstream = RawUpstream.Start(async answer =>
        {
            await answer.SendAsync(RawAnswer.Stream);
            for (var at = 0; at < sent.Length;)
            {
                var length = Math.Min(random.Next(1, 40), sent.Length - at);
                await answer.ChunkAsync(sent[at..(at + length)]);
                at += length;
            }

            await answer.EndAsync();
        });
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var response = isChat ? await proxy.ChatAsync() : await proxy.ResponsesAsync();
        Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync(RunningServer.Cancellation));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Recorded_streams_should_pass_byte_for_byte()
    {
        var folder = Environment.GetEnvironmentVariable("EAGER_CORPUS") is { Length: > 0 } given ? given : Path.Join(Repository.Root, "..", "shared", "corpus");
        Assert.SkipUnless(Directory.Exists(folder), "no corpus: set EAGER_CORPUS to its folder");
        foreach (var api in new[] { "openai-chat", "openai-responses" })
        {
            foreach (var file in Directory.GetFiles(Path.Join(folder, "streams", api)))
            {
                var sent = await File.ReadAllBytesAsync(file, RunningServer.Cancellation);
                await using var upstream = RawUpstream.Start(async answer =>
                {
                    await answer.SendAsync(RawAnswer.Stream);
                    foreach (var piece in sent.Chunk(1000))
                        await answer.ChunkAsync(piece);
                    await answer.EndAsync();
                });
                await using var proxy = await ProxyServer.StartAsync(upstream.Address);
                using var response = api == "openai-chat" ? await proxy.ChatAsync() : await proxy.ResponsesAsync();
                Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync(RunningServer.Cancellation));
            }
        }
    }

    [Theory]
    [InlineData("429 Too Many Requests", """{"error":{"message":"slow down","unknown":1}}""")]
    [InlineData("500 Internal Server Error", "no json at all")]
    [InlineData("302 Found", "")]
    [InlineData("200 OK", """{ "choices": [],  "unknown":  1 }""")]
    public async Task Answer_that_is_no_stream_should_pass_with_its_status_and_headers(string status, string body)
    {
        await using var upstream = RawUpstream.Start(answer => answer.SendAsync(
            $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nRetry-After: 7\r\nLocation: http://127.0.0.1:1/\r\nx-request-id: r1\r\nAccess-Control-Allow-Origin: *\r\nEager-Session: ses_1\r\nSet-Cookie: a=b\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var response = await proxy.ChatAsync();
        Assert.Equal(status.Split(' ')[0], $"{(int)response.StatusCode}");
        Assert.Equal(body, await response.Content.ReadAsStringAsync(RunningServer.Cancellation));
        Assert.Equal("r1", Assert.Single(response.Headers.GetValues("x-request-id")));
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.False(response.Headers.Contains("Set-Cookie") || response.Headers.Contains("X-Hop") || response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.NotEqual("ses_1", Assert.Single(response.Headers.GetValues("Eager-Session")));
        Assert.Single(upstream.Requests);
        while (proxy.Server.Folders > 0)
            await Task.Delay(10, RunningServer.Cancellation);
    }

    [Fact]
    public async Task Request_should_pass_with_its_headers_but_none_that_is_ours()
    {
        await using var upstream = RawUpstream.Start(answer => answer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address, options =>
        {
            options.ApiKeys.Add("a key that nobody guesses");
            options.Proxy.Headers["X-Team"] = "one";
        });
        var body = ModelStream.ChatRequest(more: ",\"unknown\":{\"a\" : 1}");
        using var response = await proxy.ChatAsync(
            body, ("X-Api-Key", "a key that nobody guesses"), ("Authorization", "Bearer theirs"), ("OpenAI-Beta", "x=1"), ("Cookie", "c=1"), ("Eager-Result", "event"));
        var request = Assert.Single(upstream.Requests);
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\n{body}", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer theirs\r\n", request, StringComparison.Ordinal);
        Assert.Contains("OpenAI-Beta: x=1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-Team: one\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)cookie|eager-|nobody guesses|accept-encoding", request);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("the key of the upstream", true)]
    public async Task Key_of_ours_should_not_be_told_to_the_upstream(string? key, bool isSent)
    {
        await using var upstream = RawUpstream.Start(answer => answer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address, options =>
        {
            options.ApiKeys.Add("a key that nobody guesses");
            options.Proxy.UpstreamKey = key;
        });
        using var response = await proxy.ChatAsync(null, ("Authorization", "Bearer a key that nobody guesses"));
        var request = Assert.Single(upstream.Requests);
        Assert.DoesNotContain("nobody guesses", request, StringComparison.Ordinal);
        Assert.Equal(isSent, request.Contains($"Authorization: Bearer {key}\r\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/v1/models?limit=2", "GET /v1/models?limit=2 HTTP/1.1")]
    [InlineData("/v1/responses/resp_1/input_items", "GET /v1/responses/resp_1/input_items HTTP/1.1")]
    [InlineData("/v1/models/a%2Fb", "GET /v1/models/a%2Fb HTTP/1.1")]
    public async Task Other_addresses_of_the_API_should_pass(string path, string line)
    {
        await using var upstream = RawUpstream.Start(answer => answer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        Assert.Equal("{}", await proxy.Server.Client.GetStringAsync(new Uri(path, UriKind.Relative), RunningServer.Cancellation));
        Assert.StartsWith(line, Assert.Single(upstream.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_that_leads_elsewhere_should_be_refused()
    {
        await using var upstream = RawUpstream.Start(answer => answer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        await using var client = await RawConnection.PostAsync(proxy.Server.Address, "/v1/models/%252e%252e/%252e%252e/v1admin");
        await client.EndAsync();
        Assert.Contains("urn:eager:problem:invalid-request", await client.UntilAsync("urn:eager:problem"), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Upstream_that_is_not_there_should_be_a_problem_that_agents_can_read()
    {
        await using var none = await RunningServer.StartAsync();
        using var without = await none.PostAsync("/v1/chat/completions", ModelStream.ChatRequest());
        Assert.Equal((HttpStatusCode.NotImplemented, "no-upstream"), await RunningServer.ProblemOf(without));
        await using var proxy = await ProxyServer.StartAsync(new Uri("http://127.0.0.1:1/v1"));
        using var refused = await proxy.ChatAsync();
        Assert.Equal((HttpStatusCode.BadGateway, "upstream-failed"), await RunningServer.ProblemOf(refused));
        Assert.Equal("upstream-failed", (await RunningServer.JsonOf(refused)).GetProperty("error").GetProperty("code").GetString());
        while (proxy.Server.Folders > 0)
            await Task.Delay(10, RunningServer.Cancellation);
    }

    [Fact]
    public async Task Upstream_that_says_nothing_should_time_out()
    {
        await using var upstream = RawUpstream.Start(answer => answer.UntilGoneAsync());
        await using var proxy = await ProxyServer.StartAsync(upstream.Address, options => options.Proxy.UpstreamDeadline = TimeSpan.FromMilliseconds(200));
        using var response = await proxy.ChatAsync();
        Assert.Equal((HttpStatusCode.GatewayTimeout, "upstream-silent"), await RunningServer.ProblemOf(response));
    }

    private static string Program(string id) => ModelStream.Call(id) + ModelStream.Arguments(ModelStream.Code("print(1)\n")) + ModelStream.Arguments("\"}") + ModelStream.Finish("tool_calls");
}
