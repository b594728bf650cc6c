using Microsoft.Playwright;

namespace Eager.Host.Tests;

/// <summary>A real headless browser: Debian's chromium, or one of its names elsewhere.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser. Skips the test where none is installed; ./test installs one where it may.</summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, $"no browser: none of {string.Join(", ", Names)} is on the path, and none could be installed");
            return _browser!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var program = (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                       from name in Names
                       let path = Path.Join(folder, name)
                       where File.Exists(path)
                       select path).FirstOrDefault();
        if (program is null)
            return;
        _playwright = await Playwright.CreateAsync();
        // A sandbox within the sandbox of a build machine is seldom to be had; the pages are our own.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
