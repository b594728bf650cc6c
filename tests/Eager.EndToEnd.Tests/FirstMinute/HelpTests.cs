namespace Eager.EndToEnd.FirstMinute;

/// <summary>What a newcomer types first.</summary>
public sealed class HelpTests
{
    [Fact]
    public async Task Command_should_show_what_it_can_do_when_it_is_called_alone()
    {
        using var at = new Workspace();
        var run = await EagerCommand.RunAsync(at);
        Assert.Equal(64, run.Status);
        Assert.Contains("run", run.Complaint, StringComparison.Ordinal);
        Assert.Contains("eager demo", run.Complaint, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("chunk", "--help")]
    [InlineData("demo", "--help")]
    [InlineData("-h")]
    public async Task Help_should_go_to_standard_output_when_it_is_asked_for(params string[] arguments)
    {
        using var at = new Workspace();
        var run = await EagerCommand.RunAsync(at, arguments);
        Assert.Equal(("", 0), (run.Complaint, run.Status));
        Assert.Contains("Usage", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_should_spell_values_as_they_are_typed_when_an_option_has_a_choice()
    {
        using var at = new Workspace();
        var help = (await EagerCommand.RunAsync(at, "run", "--help")).Output;
        Assert.Contains("eager|serial|both", help, StringComparison.Ordinal);
        Assert.Contains("interrupt|report", help, StringComparison.Ordinal);
        Assert.DoesNotContain("Eager|", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_should_be_one_line_when_it_is_asked_for()
    {
        using var at = new Workspace();
        var run = await EagerCommand.RunAsync(at, "--version");
        Assert.Equal(0, run.Status);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", run.Output);
    }
}
