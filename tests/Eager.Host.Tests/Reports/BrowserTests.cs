using Microsoft.Playwright;

namespace Eager.Host.Tests.Reports;

/// <summary>The page as a reader sees it.</summary>
public sealed class BrowserTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private static SampleRun Sample => new SampleRun()
        .Add("import time", 100, 101, 103)
        .Add("time.sleep(0.3)", 300, 301, 601)
        .Print("half\n", 600)
        .Add("print('done')", 900, 901, 902)
        .Print("done\n", 902);

    [Fact]
    public async Task Page_should_show_the_whole_run_and_complain_of_nothing()
    {
        await using var open = await OpenPage.ShowAsync(fixture.Browser, Sample.Report(1000, 1040));

        Assert.Equal("program.py", await open.Page.Locator("h1").InnerTextAsync());
        Assert.Contains("40 ms", await open.Page.Locator(".figures .main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(3, await open.Page.Locator(".stage .run:not(.predicted)").CountAsync());
        Assert.Equal(3, await open.Page.Locator(".stage .run.predicted").CountAsync());
        Assert.Equal(3, await open.Page.Locator("tr[data-statement]").CountAsync());
        foreach (var bar in await open.Page.Locator(".stage rect.run").AllAsync())
            Assert.True((await bar.BoundingBoxAsync())!.Width >= 1);
        Assert.Empty(open.Complaints);
        Assert.All(open.Requests, url => Assert.StartsWith(open.Address, url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hover_should_show_the_source_and_the_time_when_the_pointer_is_on_a_statement()
    {
        await using var open = await OpenPage.ShowAsync(fixture.Browser, Sample.Report(1000, 1040));
        var hover = open.Page.Locator("#hover");
        Assert.False(await hover.IsVisibleAsync());

        await open.Page.Locator(".stage .run[data-statement='1']:not(.predicted)").HoverAsync();

        Assert.Equal("line 2: 300 ms", await hover.Locator("b").InnerTextAsync());
        Assert.Equal("time.sleep(0.3)", await hover.Locator("pre").InnerTextAsync());
        Assert.Equal("lit", await open.Page.Locator("#statement-1").GetAttributeAsync("class"));
        await open.Page.Locator("h1").HoverAsync();
        Assert.False(await hover.IsVisibleAsync());
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Text_of_a_program_should_be_inert_when_it_is_hostile()
    {
        await using var open = await OpenPage.ShowAsync(fixture.Browser, HostileRun.Report);
        foreach (var shape in await open.Page.Locator(".stage [data-statement]").AllAsync())
            await shape.DispatchEventAsync("pointermove", new { bubbles = true, clientX = 300, clientY = 300 });

        Assert.Contains("<script>", await open.Page.Locator("#hover").InnerTextAsync() + await open.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await open.Page.EvaluateAsync<bool>($"{HostileRun.Flag} === undefined"));
        Assert.Equal(1, await open.Page.EvaluateAsync<int>("document.scripts.length"));
        Assert.Equal(0, await open.Page.Locator("img, [onload], [onerror]").CountAsync());
        Assert.Empty(open.Complaints);
        Assert.All(open.Requests, url => Assert.StartsWith(open.Address, url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Policy_of_the_page_should_stop_a_script_when_one_gets_in_all_the_same()
    {
        await using var open = await OpenPage.ShowAsync(fixture.Browser, Sample.Report(1000, 1040));

        await open.Page.EvaluateAsync($"document.body.append(Object.assign(document.createElement('script'), {{ text: '{HostileRun.Flag} = 1' }}))");

        Assert.True(await open.Page.EvaluateAsync<bool>($"{HostileRun.Flag} === undefined"));
        Assert.Contains(open.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Zoom_should_bring_the_last_moments_into_view_and_go_back()
    {
        await using var open = await OpenPage.ShowAsync(fixture.Browser, Sample.Report(1000, 1040));
        var wait = open.Page.Locator(".stage rect.nel:not(.predicted)");
        var before = (await wait.BoundingBoxAsync())!;

        await open.Page.GetByText("Last moments").ClickAsync();
        var near = (await wait.BoundingBoxAsync())!;
        var stage = (await open.Page.Locator(".stage").BoundingBoxAsync())!;
        var tick = await open.Page.Locator(".axis .tick").First.TextContentAsync();
        await open.Page.GetByText("Whole run").ClickAsync();
        var after = (await wait.BoundingBoxAsync())!;

        Assert.True(near.Width > 3 * before.Width, $"{near.Width} after {before.Width}");
        Assert.InRange(near.X, stage.X, stage.X + stage.Width);
        Assert.Equal("0 s", tick);
        Assert.Equal(before.Width, after.Width, 0.5);
        Assert.Empty(open.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Page_should_be_readable_when_the_screen_is_dark_or_narrow(ColorScheme scheme, int width)
    {
        await using var open = await OpenPage.ShowAsync(fixture.Browser, HostileRun.Report, scheme, width, 900);

        Assert.Equal(width, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        foreach (var what in (string[])["h1", ".about", "td pre", ".timeline .note", ".timeline .tick", ".figures .main dd"])
            Assert.True(await ContrastAsync(open.Page, what) >= 4.5, $"{what} in {scheme}");
    }

    /// <summary>Contrast of an element's text with what lies behind it, as WCAG 2 defines it.</summary>
    private static Task<double> ContrastAsync(IPage page, string selector) => page.EvaluateAsync<double>(
        """
        selector => {
          const element = document.querySelector(selector);
          const style = getComputedStyle(element);
          let behind = element;
          while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
          const luminance = color => {
            const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map(part => part / 255).map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const text = luminance(element instanceof SVGElement ? style.fill : style.color);
          const ground = luminance(getComputedStyle(behind ?? document.body).backgroundColor);
          return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
        }
        """,
        selector);
}
