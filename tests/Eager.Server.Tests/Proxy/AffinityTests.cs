namespace Eager.Server.Tests.Proxy;

/// <summary>Which session a request's calls run in.</summary>
public sealed class AffinityTests
{
    private const string Write = "open('a.txt', 'w').write('kept')\n";
    private const string Read = "import os; print(os.path.exists('a.txt'))\n";

    [Theory]
    [InlineData("""{"role":"tool","tool_call_id":"call_1","content":"done"}""", true)]
    [InlineData("""{"role":"tool","tool_call_id":"call_9","content":"done"}""", false)]
    [InlineData("""{"role":"user","content":"call_1"}""", false)]
    public async Task Chat_should_go_on_in_the_session_of_a_call_that_it_answers(string message, bool goesOn)
    {
        await using var upstream = Upstream();
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        await AskAsync(proxy, ModelStream.ChatRequest());
        await AskAsync(proxy, ModelStream.ChatRequest().Replace("""{"role":"user","content":"go"}""", message, StringComparison.Ordinal));
        Assert.Equal($"{goesOn}", (await proxy.CallAsync("call_2")).GetProperty("content").GetString());
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("another user's key", null, false)]
    [InlineData(null, "", false)]
    public async Task Session_should_be_found_by_none_but_its_client_or_where_it_is_named(string? key, string? named, bool goesOn)
    {
        await using var upstream = Upstream();
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var first = await AskAsync(proxy, ModelStream.ChatRequest());
        var fresh = named is null ? null : (await proxy.Server.NewSessionAsync())["/v1/sessions/".Length..];
        var headers = new List<(string, string)>();
        if (key is not null)
            headers.Add(("Authorization", $"Bearer {key}"));
        if (fresh is not null)
            headers.Add(("Eager-Session", fresh));
        using var second = await AskAsync(
            proxy, ModelStream.ChatRequest().Replace("""{"role":"user","content":"go"}""", """{"role":"tool","tool_call_id":"call_1","content":"done"}""", StringComparison.Ordinal), [.. headers]);
        var sessions = (First: first.Headers.GetValues("Eager-Session").Single(), Second: second.Headers.GetValues("Eager-Session").Single());
        Assert.Equal(goesOn, sessions.First == sessions.Second);
        if (fresh is not null)
            Assert.Equal(fresh, sessions.Second);
    }

    [Fact]
    public async Task Session_that_is_named_and_is_not_there_should_be_refused()
    {
        await using var upstream = Upstream();
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var response = await proxy.ChatAsync(null, ("Eager-Session", "ses_0"));
        Assert.Equal((HttpStatusCode.NotFound, "session-unknown"), await RunningServer.ProblemOf(response));
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Responses_should_go_on_in_the_session_of_the_response_before()
    {
        await using var upstream = RawUpstream.Start(answer => CallTests.SendAsync(
            answer, AutoTests.ResponsesCall("call_1", ModelStream.Code("print(1)\n") + "\"}") + "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"output\":[]}}\n\n"));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var first = await proxy.ResponsesAsync();
        await first.Content.ReadAsStringAsync(RunningServer.Cancellation);
        using var second = await proxy.ResponsesAsync(ModelStream.ResponsesRequest(more: ",\"previous_response_id\":\"resp_1\""));
        Assert.Equal(first.Headers.GetValues("Eager-Session"), second.Headers.GetValues("Eager-Session"));
        await second.Content.ReadAsStringAsync(RunningServer.Cancellation);
    }

    private static async Task<HttpResponseMessage> AskAsync(ProxyServer proxy, string body, params (string, string)[] headers)
    {
        var response = await proxy.ChatAsync(body, headers);
        await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        return response;
    }

    /// <summary>Writes a file by its first call and looks for it by its second.</summary>
    private static RawUpstream Upstream()
    {
        var asked = 0;
        return RawUpstream.Start(answer => CallTests.SendAsync(
            answer,
            ModelStream.Call($"call_{++asked}") + ModelStream.Arguments(ModelStream.Code(asked == 1 ? Write : Read) + "\"}") + ModelStream.Finish("tool_calls") + ModelStream.Done));
    }
}
