using Eager.Host.Tests;
using Microsoft.Playwright;

namespace Eager.Server.Tests.Page;

/// <summary>The page in a browser.</summary>
internal sealed class ShownPage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    private ShownPage(IPage page)
    {
        Page = page;
        Page.Console += (_, message) => _complaints.Add($"{message.Type}: {message.Text}");
        Page.PageError += (_, error) => _complaints.Add(error);
        Page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Whatever the browser's console said.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Everything the page asked for, itself included.</summary>
    public List<string> Requests { get; } = [];

    public ILocator Editor => Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Code" });

    public ILocator Rows => Page.Locator("#code li:not([hidden])");

    public ILocator Stdout => Page.Locator("#stdout");

    public static async Task<ShownPage> OpenAsync(
        BrowserFixture fixture, Uri address, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var page = await fixture.Browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        var shown = new ShownPage(page);
        await page.GotoAsync(address.ToString());
        return shown;
    }

    /// <summary>Writes a program into the editor and runs it.</summary>
    public async Task RunAsync(string code)
    {
        await Page.GetByLabel("Send lines as I finish them").UncheckAsync();
        await Editor.FillAsync(code);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run", Exact = true }).ClickAsync();
    }

    /// <summary>Waits until the page says that the program is over.</summary>
    public Task OverAsync() => Has("#facts", "exit status");

    /// <summary>Waits until an element has a text.</summary>
    public Task Has(string selector, string text) =>
        Assertions.Expect(Page.Locator(selector)).ToContainTextAsync(text, new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });

    /// <summary>Waits until the row of a statement says so.</summary>
    public Task HasState(int statement, string state) => Has($"#statement-{statement} .state", state);

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
