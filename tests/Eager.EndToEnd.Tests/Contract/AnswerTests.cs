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

    public static TheoryData<string, string> Mixed => new()
    {
        {
            "openai-chat",
            Chat(0, "run", "{\\\"code\\\":\\\"a = 1\\\\n") + Chat(1, "search", "{\\\"code\\\":\\\"1/0") + Chat(2, "run", "{\\\"code\\\":\\\"print(a, ")
            + Chat(1, "", "\\\"}") + Chat(2, "", "b)\\\"}") + Chat(0, "", "b = 2\\\"}")
            + "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n"
        },
        {
            "openai-responses",
            Item(0, "run") + Arguments(0, "{\\\"code\\\":\\\"a = 1\\\\n") + Item(1, "search") + Item(2, "run") + Arguments(1, "{\\\"code\\\":\\\"1/0\\\"}")
            + Arguments(2, "{\\\"code\\\":\\\"print(a, b)\\\"}") + Arguments(0, "b = 2\\\"}") + "{\"type\":\"response.completed\"}\n"
        },
        {
            "anthropic",
            Block(0, "search") + Input(0, "{\\\"code\\\":\\\"1/0") + Block(1, "run") + Input(1, "{\\\"code\\\":\\\"a = 1\\\\nb = 2\\\"}") + Input(0, "\\\"}")
            + Block(2, "run") + Input(2, "{\\\"code\\\":\\\"print(a, b)\\\"}") + "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}\n"
        },
        {
            "gemini",
            "[{\"candidates\": [{\"content\": {\"parts\": [\n  {\"functionCall\": {\"name\": \"run\", \"args\": {\"code\": \"a = 1\\nb = 2\"}}},\n"
            + "  {\"functionCall\": {\"name\": \"search\", \"args\": {\"code\": \"1/0\"}}}]}}]},\r\n"
            + "{\"candidates\": [{\"content\": {\"parts\": [{\"functionCall\": {\"name\": \"run\", \"args\": {\"code\": \"print(a, b)\"}}}]},\n\"finishReason\": \"STOP\"}]}]\n"
        },
    };

    [Theory]
    [MemberData(nameof(Mixed))]
    public async Task Calls_of_the_tool_should_be_one_program_among_calls_of_others(string format, string answer)
    {
        foreach (var input in new[] { format, "auto" })
        {
            using var at = Workspace.With(answer);
            var run = await EagerCommand.RunAsync(at, "run", "--input", input, "--tool", "run", "program.py");
            Assert.Equal(("1 2\n", 0), (run.Output, run.Status));
        }
    }

    [Fact]
    public async Task Blocks_of_quotes_and_list_items_should_run_as_one_program()
    {
        using var at = Workspace.With("> ```python\n> a = 1\n> ```\n\n1. Then:\n\n   ```python\n   if a:\n       print(a)\n   ```\n\n```\nan output\n```\n");
        var run = await EagerCommand.RunAsync(at, "run", "--input", "markdown", "program.py");
        Assert.Equal(("1\n", 0), (run.Output, run.Status));
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

    private static string Chat(int index, string name, string arguments) =>
        "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":" + index + ",\"function\":{"
        + (name.Length > 0 ? "\"name\":\"" + name + "\"," : "") + "\"arguments\":\"" + arguments + "\"}}]}}]}\n";

    private static string Item(int index, string name) =>
        "{\"type\":\"response.output_item.added\",\"output_index\":" + index + ",\"item\":{\"type\":\"function_call\",\"name\":\"" + name + "\"}}\n";

    private static string Arguments(int index, string delta) =>
        "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":" + index + ",\"delta\":\"" + delta + "\"}\n";

    private static string Block(int index, string name) =>
        "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":{\"type\":\"tool_use\",\"name\":\"" + name + "\",\"input\":{}}}\n";

    private static string Input(int index, string json) =>
        "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"" + json + "\"}}\n";
}
