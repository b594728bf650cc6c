namespace Eager.EndToEnd.Contract;

/// <summary>Programs that arrive inside of a model's answer: <c>run --input</c>.</summary>
public sealed class AnswerTests
{
    private const string Markdown = "Here it is:\n\n```python\nprint('a')\n```\nand\n```bash\nrm -rf x\n```\n```py\nprint('b')\n1/0\n```\n";

    private const string Begun =
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","name":"run"}}""" + "\n"
        + """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"code\": \"print('\\u00e9')\\npri"}""" + "\n"
        + """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"nt(2)"}""" + "\n";

    private const string Closed = """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"\"}"}""" + "\n";

    [Theory]
    [InlineData("markdown")]
    [InlineData("auto")]
    public async Task Fences_of_the_language_should_run_as_one_program(string format)
    {
        using var at = Workspace.With(Markdown);
        var run = await EagerCommand.RunAsync(at, "run", "--language", "python", "--input", format, "program.py");
        Assert.Equal(("a\nb\n", 1), (run.Output, run.Status));
        Assert.Contains("File \"<answer>\", line 3, in <module>", run.Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai-responses")]
    [InlineData("auto")]
    public async Task Call_should_run_where_the_provider_ends_the_answer(string format)
    {
        using var at = Workspace.With(Begun + Closed + "{\"type\":\"response.completed\"}\n");
        var run = await EagerCommand.RunAsync(at, "run", "--input", format, "--tool", "run", "--rate", "500", "program.py");
        Assert.Equal(("é\n2\n", 0), (run.Output, run.Status));
    }

    [Theory]
    [InlineData("", "é\n", "the stream ends without the provider's end")]
    [InlineData("{\"type\":\"response.incomplete\",\"response\":{\"incomplete_details\":{\"reason\":\"max_output_tokens\"}}}\n", "é\n", "max_output_tokens")]
    [InlineData(Closed + "{\"type\":\"response.function_call_arguments.done\",\"output_index\":0,\"arguments\":\"{}\"}\n", "é\n2\n", "differs")]
    public async Task Answer_that_is_not_whole_should_say_so_by_status_65(string last, string output, string saying)
    {
        using var at = Workspace.With(Begun + last);
        var run = await EagerCommand.RunAsync(at, "run", "--input", "openai-responses", "program.py");
        Assert.Equal(output, run.Output);
        run.ShouldComplain(65, saying);
    }

    [Fact]
    public async Task Answer_without_code_should_say_so()
    {
        using var at = Workspace.With("Sorry, no.\n");
        (await EagerCommand.RunAsync(at, "run", "--input", "markdown", "program.py")).ShouldRefuse(65, "no code");
    }
}
