namespace Eager.EndToEnd.FirstMinute;

/// <summary>The demo without a terminal: plain lines.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_should_print_plain_lines_when_there_is_no_terminal()
    {
        using var at = new Workspace();
        var run = await EagerCommand.RunAsync(at, "demo", "--rate", "500");
        Assert.Equal(0, run.Status);
        Assert.DoesNotContain("\e", run.Output, StringComparison.Ordinal);
        foreach (var word in (string[])["serial", "eager", "NEL", "first output"])
            Assert.Contains(word, run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(at.Names());
    }

    [Fact]
    public async Task Demo_should_draw_a_picture_when_it_is_asked_for_one()
    {
        using var at = new Workspace();
        var run = await EagerCommand.RunAsync(at, "demo", "--rate", "500", "--svg", "timeline.svg");
        Assert.Equal(0, run.Status);
        Assert.Equal("svg", System.Xml.Linq.XDocument.Load(at.In("timeline.svg")).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Demo_should_say_so_when_its_picture_cannot_be_written()
    {
        using var at = new Workspace();
        (await EagerCommand.RunAsync(at, "demo", "--rate", "500", "--svg", "missing/timeline.svg")).ShouldRefuse(64, "missing/timeline.svg");
    }

    [Fact]
    public async Task Demo_should_end_when_it_is_interrupted()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "demo", "--rate", "20");
        await run.WorkerAsync();
        await Task.Delay(500);
        run.Signal(Signals.Interrupt);
        Assert.Equal(130, (await run.FinishAsync()).Status);
    }

    [Fact]
    public async Task Demo_should_say_so_when_there_is_no_interpreter()
    {
        using var at = new Workspace();
        (await EagerCommand.RunAsync(at, "demo", "--python", "/nonexistent")).ShouldComplain(70, "/nonexistent");
    }
}
