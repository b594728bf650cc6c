using Eager.Host.Reports;
using Microsoft.Playwright;

namespace Eager.Host.Tests;

/// <summary>A report's page in the browser, as its own server serves it.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PageServer _server;
    private readonly Task _serving;
    private readonly List<string> _complaints = [];

    private OpenPage(string page, IPage inBrowser)
    {
        _server = new PageServer(page);
        _serving = _server.ServeAsync(_stop.Token);
        Page = inBrowser;
        Page.Console += (_, message) => _complaints.Add($"{message.Type}: {message.Text}");
        Page.PageError += (_, error) => _complaints.Add(error);
        Page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    public string Address => _server.Address;

    /// <summary>Whatever the browser's console said.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Everything the page asked for, itself included.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<OpenPage> ShowAsync(
        IBrowser browser, RunReport report, ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 1000)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        var open = new OpenPage(ReportPage.Write(report), page);
        await page.GotoAsync(open.Address);
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        await _stop.CancelAsync();
        await _serving;
        _server.Dispose();
        _stop.Dispose();
    }
}
