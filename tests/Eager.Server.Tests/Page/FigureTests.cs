using Eager.Host.Tests;
using Microsoft.Playwright;

namespace Eager.Server.Tests.Page;

/// <summary>What programs show and write is never a part of the page.</summary>
public sealed class FigureTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Flag = "window.taken";

    private const string Markup =
        $"""<script>{Flag} = 1</script><img src="x" onerror="{Flag} = 2"><svg onload="{Flag} = 3"><script>{Flag} = 4</script></svg><a href="javascript:{Flag} = 5">go</a><table><tr><td style="color: red" onclick="{Flag} = 6">cell</td></tr></table>""";

    [Theory]
    [InlineData("_repr_html_", Markup)]
    [InlineData("_repr_svg_", $"""<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40" onload="{Flag} = 1"><script>{Flag} = 2</script><rect width="90" height="40" fill="green"/></svg>""")]
    [InlineData("__repr__", Markup)]
    public async Task Figure_should_be_shown_and_be_inert_when_its_text_is_hostile(string method, string text)
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);

        await shown.RunAsync($"class Shown:\n    def {method}(self): return '''{text}'''\nShown()\n");
        await shown.OverAsync();
        await Assertions.Expect(shown.Page.Locator("#figures figure")).ToHaveCountAsync(1);

        var frame = shown.Page.Locator("#figures iframe");
        if (method == "_repr_html_")
        {
            Assert.Equal("", await frame.GetAttributeAsync("sandbox"));
            Assert.Equal("cell", await shown.Page.FrameLocator("#figures iframe").Locator("td").TextContentAsync());
            Assert.Equal(0, await shown.Page.FrameLocator("#figures iframe").Locator("body :is(script, img, svg, [style], [onclick], [href])").CountAsync());
        }
        else if (method == "_repr_svg_")
        {
            Assert.Equal(90, await shown.Page.Locator("#figures img").EvaluateAsync<int>("async image => { await image.decode(); return image.naturalWidth; }"));
        }
        else
        {
            Assert.Equal(text, await shown.Page.Locator("#figures pre").TextContentAsync());
        }

        await IsInertAsync(shown);
        // Of what was cleaned away the browser says that the policy would have stopped it too.
        Assert.All(shown.Complaints, complaint => Assert.Contains("violates the following Content Security Policy", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Output_should_be_text_when_it_is_hostile()
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);

        await shown.RunAsync($"import sys\nmarkup = '''{Markup}'''\nprint(markup + '\\x1b[31m\\u202e')\nprint(markup, file=sys.stderr)\nraise ValueError(markup)\n");
        await shown.OverAsync();

        Assert.Equal($"{Markup}\u241b[31m\ufffd\n", await shown.Stdout.TextContentAsync());
        Assert.Contains(Markup, await shown.Page.Locator("#error").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await shown.Page.Locator("#execution img, #execution iframe, #execution [onerror], #execution script").CountAsync());
        await IsInertAsync(shown);
        Assert.Empty(shown.Complaints);
    }

    [Fact]
    public async Task Policy_should_stop_a_script_when_one_gets_in_all_the_same()
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);

        await shown.Page.EvaluateAsync($"document.body.append(Object.assign(document.createElement('script'), {{ text: '{Flag} = 1' }}))");

        await IsInertAsync(shown);
        Assert.Contains(shown.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    private static async Task IsInertAsync(ShownPage shown)
    {
        Assert.True(await shown.Page.EvaluateAsync<bool>($"{Flag} === undefined"));
        Assert.DoesNotContain(shown.Requests, url => url.EndsWith("/x", StringComparison.Ordinal));
    }
}
