using Deque.AxeCore.Playwright;
using Eager.Host.Tests;
using Microsoft.Playwright;

namespace Eager.Server.Tests.Page;

/// <summary>The page for who uses a keyboard, a screen reader, a narrow or a dark screen.</summary>
public sealed class AccessTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Program =
        """
        import sys
        print('out')
        print('err', file=sys.stderr)
        class Shown:
            def _repr_html_(self): return '<table><tr><th>a</th></tr><tr><td>1</td></tr></table>'
        open('made.txt', 'w').close()
        raise ValueError('no')
        """;

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Page_should_keep_the_rules_of_axe(ColorScheme scheme, int width)
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address, scheme, width);
        await shown.Has("#no-sessions", "None is open");
        await KeepsTheRulesAsync(shown);

        await shown.RunAsync(Program);
        await shown.OverAsync();
        await shown.Has("#sessions", "idle");
        await shown.Page.GetByText("The timeline as a table").ClickAsync();
        await shown.Has("#statements", "done");

        await KeepsTheRulesAsync(shown);
        Assert.Equal(width, await shown.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Program_should_be_written_run_and_read_when_there_is_only_a_keyboard()
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);
        var keyboard = shown.Page.Keyboard;

        await keyboard.PressAsync("Tab");
        Assert.Equal("skip", await FocusAsync(shown));
        await keyboard.PressAsync("Enter");
        Assert.Equal("main", await FocusAsync(shown));
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Tab");
        Assert.Equal("program", await FocusAsync(shown));
        await keyboard.TypeAsync("print('by keys')");
        await keyboard.PressAsync("Control+Enter");
        await shown.OverAsync();

        Assert.Equal("by keys\n", await shown.Stdout.TextContentAsync());
        Assert.Equal("program", await FocusAsync(shown));
        foreach (var id in (string[])["timeline-heading", "code-heading", "stdout-heading"])
            Assert.True(await shown.Page.Locator($"section[aria-labelledby='{id}'] [tabindex='0']").First.IsVisibleAsync());
        Assert.Contains("1 statements", await shown.Page.Locator("#timeline").GetAttributeAsync("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_should_move_when_less_motion_is_wanted()
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);
        await shown.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });

        await shown.RunAsync("while True: pass\n");
        await shown.HasState(0, "running");

        Assert.Equal(0, await shown.Page.EvaluateAsync<int>("document.getAnimations().length"));
    }

    private static Task<string> FocusAsync(ShownPage shown) => shown.Page.EvaluateAsync<string>("document.activeElement.id");

    private static async Task KeepsTheRulesAsync(ShownPage shown)
    {
        var result = await shown.Page.RunAxe();
        Assert.Equal("", string.Join('\n', result.Violations.Select(one => $"{one.Id}: {string.Join(", ", one.Nodes.Select(node => node.Html))}")));
    }
}
