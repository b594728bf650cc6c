using System.Net;
using Eager.Host.Reports;

namespace Eager.Host.Tests.Reports;

public sealed class PageServerTests : IAsyncLifetime
{
    private readonly PageServer _server = new("<p>gr\u00fc\u00dfe</p>");
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client = new();
    private Task _serving = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        _serving = _server.ServeAsync(_stop.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _client.Dispose();
        _server.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Server_should_serve_the_page_on_the_loopback_interface_alone()
    {
        using var answer = await _client.GetAsync(_server.Address);

        Assert.StartsWith("http://127.0.0.1:", _server.Address, StringComparison.Ordinal);
        Assert.Equal(("<p>gr\u00fc\u00dfe</p>", "text/html"), (await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Server_should_know_nothing_else()
    {
        using var other = await _client.GetAsync(_server.Address + "other");
        using var posted = await _client.PostAsync(_server.Address, content: null);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (other.StatusCode, posted.StatusCode));
    }

    /// <summary>A page from elsewhere whose name was pointed at this machine must not read the program.</summary>
    [Fact]
    public async Task Server_should_refuse_when_it_is_called_by_another_name()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Address);
        request.Headers.Host = "elsewhere.example";

        using var answer = await _client.SendAsync(request);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("<p>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
