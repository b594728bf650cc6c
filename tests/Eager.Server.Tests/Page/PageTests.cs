using Eager.Host.Tests;
using Microsoft.Playwright;

namespace Eager.Server.Tests.Page;

/// <summary>The page with programs that really run.</summary>
public sealed class PageTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Page_should_show_a_program_from_its_first_token_to_its_end()
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);
        await shown.Has("#no-sessions", "None is open");

        await shown.RunAsync("import sys\n\n# A comment.\nfor i in range(3):\n    print('line', i)\nprint('wrong', file=sys.stderr)\nprint('end')");
        await shown.OverAsync();

        Assert.Equal("line 0\nline 1\nline 2\nend\n", await shown.Stdout.TextContentAsync());
        Assert.Equal("wrong\n", await shown.Page.Locator("#stderr").TextContentAsync());
        Assert.Equal(4, await shown.Rows.CountAsync());
        Assert.Equal("# A comment.\nfor i in range(3):\n    print('line', i)", await shown.Page.Locator("#statement-1 .text").TextContentAsync());
        Assert.Equal("3\n4\n5", await shown.Page.Locator("#statement-1 .numbers").TextContentAsync());
        for (var statement = 0; statement < 4; statement++)
            await shown.HasState(statement, "done");
        Assert.Equal(4, await shown.Page.Locator("#timeline .run").CountAsync());
        await shown.Page.GetByText("The timeline as a table").ClickAsync();
        await shown.Has("#statements tr:nth-child(2)", "lines 4 to 5");
        await shown.Has("#sessions", "idle");
        Assert.Empty(shown.Complaints);
        Assert.All(shown.Requests, url => Assert.StartsWith(server.Address.ToString(), url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Line_should_run_when_it_is_finished_while_the_next_is_being_written()
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);
        var editor = shown.Editor;

        await editor.PressSequentiallyAsync("print('first')\nprint('sec");

        await shown.Has("#stdout", "first");
        await shown.HasState(0, "done");
        await shown.Has("#facts", "takes code");
        await shown.Has("#sessions", "takes code");
        await Assertions.Expect(editor).ToHaveValueAsync("print('sec");
        await editor.PressSequentiallyAsync("ond')");
        await editor.PressAsync("Control+Enter");
        await shown.OverAsync();
        Assert.Equal("first\nsecond\n", await shown.Stdout.TextContentAsync());
        Assert.Empty(shown.Complaints);
    }

    [Fact]
    public async Task States_should_be_told_apart_when_a_program_is_interrupted()
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);

        await shown.Editor.PressSequentiallyAsync("import time\n");
        await shown.HasState(0, "done");
        await shown.Editor.PressSequentiallyAsync("while True: time.sleep(0.01)\nprint('never')\nunfinished = (1,\n");
        await shown.HasState(1, "running");
        await shown.HasState(2, "waiting");
        await shown.Has("#code li[data-state=arriving]", "unfinished");
        await shown.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Interrupt" }).ClickAsync();
        await shown.OverAsync();

        await shown.HasState(1, "interrupted");
        await shown.HasState(2, "never ran");
        await shown.Has("#error", "KeyboardInterrupt");
        await shown.Has("#announcer", "exit status 130");
        Assert.DoesNotContain(shown.Complaints, complaint => !complaint.Contains("409", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Effect_should_be_shown_as_held_until_the_program_is_whole()
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);
        var editor = shown.Editor;

        await editor.PressSequentiallyAsync("open('made.txt', 'w').close()\n");
        await shown.HasState(0, "held");
        await shown.Has("#announcer", "Held until the program is whole");
        await editor.PressAsync("Control+Enter");
        await shown.OverAsync();

        await shown.HasState(0, "done");
        Assert.Equal(1, await shown.Page.Locator("#timeline .held").CountAsync());
        Assert.Empty(shown.Complaints);
    }

    [Fact]
    public async Task Session_of_another_client_should_appear_and_go_when_the_page_only_looks_on()
    {
        await using var server = await RunningServer.StartAsync();
        await using var shown = await ShownPage.OpenAsync(fixture, server.Address);
        var session = await server.NewSessionAsync();
        var execution = await server.OpenAsync(session);

        await shown.Page.Locator("#sessions a").ClickAsync();
        using var part = await server.AppendAsync(execution, "print('from ");
        await shown.Has("#code li[data-state=arriving]", "from");
        await shown.Has("#occupied", "A program runs in this session");
        using var rest = await server.AppendAsync(execution, "elsewhere')\n", "?end=true");
        await shown.OverAsync();
        Assert.Equal("from elsewhere\n", await shown.Stdout.TextContentAsync());

        await shown.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Delete session" }).First.ClickAsync();
        await shown.Has("h1:visible", "Run code while it is being written");
        while (server.Folders > 0)
            await Task.Delay(10, RunningServer.Cancellation);
        Assert.Empty(shown.Complaints);
    }

    [Fact]
    public async Task Connection_that_was_lost_should_be_taken_up_where_it_broke()
    {
        await using var server = await RunningServer.StartAsync();
        await using var relay = new Relay(server.Address);
        await using var shown = await ShownPage.OpenAsync(fixture, relay.Address);
        var session = await server.NewSessionAsync();
        var execution = await server.OpenAsync(session);
        await shown.Page.Locator("#sessions a").ClickAsync();
        using var first = await server.AppendAsync(execution, "print('one')\n");
        await shown.Has("#stdout", "one");

        relay.Cut();
        using var second = await server.AppendAsync(execution, "print('two')\n", "?end=true");
        await shown.OverAsync();

        Assert.Equal("one\ntwo\n", await shown.Stdout.TextContentAsync());
        Assert.Equal(2, await shown.Rows.CountAsync());
    }
}
