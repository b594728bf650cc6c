using Eager.Host.Tests;
using Microsoft.Playwright;

namespace Eager.Server.Tests.Page;

/// <summary>The page where the server wants a key.</summary>
public sealed class KeyTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Key = "sesame-open-sesame";

    [Fact]
    public async Task Page_should_ask_for_the_key_and_keep_it_in_its_tab()
    {
        await using var server = await RunningServer.StartAsync(options => options.ApiKeys.Add(Key));
        server.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);
        var dialog = shown.Page.GetByRole(AriaRole.Dialog);
        var use = dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Use key" });

        await dialog.GetByLabel("API key").FillAsync("not the right key");
        await use.ClickAsync();
        await shown.Has("#key-refused:visible", "not valid");
        await dialog.GetByLabel("API key").FillAsync(Key);
        await use.ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await shown.RunAsync("print('with a key')");
        await shown.OverAsync();
        await shown.Page.ReloadAsync();
        await shown.OverAsync();

        Assert.Equal("with a key\n", await shown.Stdout.TextContentAsync());
        Assert.Equal(Key, await shown.Page.EvaluateAsync<string>("sessionStorage.getItem('eager.key')"));
        Assert.Equal(0, await shown.Page.EvaluateAsync<int>("localStorage.length"));
        Assert.DoesNotContain(shown.Requests, url => url.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_of_the_page_should_need_no_key_and_nothing_else_be_open()
    {
        await using var server = await RunningServer.StartAsync(options => options.ApiKeys.Add(Key));

        foreach (var (path, status) in new[] { ("/", 200), ("/page/app.js", 200), ("/page/none.js", 404), ("/v1/sessions", 401), ("/metrics", 401) })
        {
            using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative), RunningServer.Cancellation);
            Assert.Equal(status, (int)response.StatusCode);
        }
    }
}
