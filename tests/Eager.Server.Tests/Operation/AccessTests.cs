namespace Eager.Server.Tests.Operation;

public sealed class AccessTests
{
    private const string Key = "a key that nobody guesses";

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("X-Api-Key", "a key that is another", HttpStatusCode.Unauthorized)]
    [InlineData("X-Api-Key", Key, HttpStatusCode.OK)]
    [InlineData("Authorization", $"Bearer {Key}", HttpStatusCode.OK)]
    [InlineData("Authorization", $"Basic {Key}", HttpStatusCode.Unauthorized)]
    public async Task Request_should_need_the_key_where_there_is_one(string? header, string? value, HttpStatusCode status)
    {
        await using var server = await RunningServer.StartAsync(options => options.ApiKeys.Add(Key));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/sessions");
        if (header is not null)
            request.Headers.TryAddWithoutValidation(header, value);
        using var response = await server.Client.SendAsync(request, RunningServer.Cancellation);
        Assert.Equal(status, response.StatusCode);
        using var health = await server.Client.GetAsync(new Uri("/health/live", UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://example.org")]
    [InlineData("Host", "rebound.example.org")]
    public async Task Page_of_another_origin_should_be_refused(string header, string value)
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sessions");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await server.Client.SendAsync(request, RunningServer.Cancellation);
        Assert.Equal((HttpStatusCode.Forbidden, "foreign-origin"), await RunningServer.ProblemOf(response));
        Assert.Equal(0, server.Folders);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0;http://[::]:0")]
    public async Task Server_should_not_start_exposed_without_a_key(string urls)
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => RunningServer.StartAsync(options => options.Urls = urls));
        Assert.Contains("API key", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_begins_too_much_should_be_told_so()
    {
        await using var server = await RunningServer.StartAsync(options => options.RequestsPerSecond = 1);
        var seen = new HashSet<HttpStatusCode>();
        while (!seen.Contains(HttpStatusCode.TooManyRequests))
        {
            using var response = await server.PostAsync("/v1/sessions", "{}");
            seen.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.Equal((HttpStatusCode.TooManyRequests, "rate-limited"), await RunningServer.ProblemOf(response));
        }
    }
}
