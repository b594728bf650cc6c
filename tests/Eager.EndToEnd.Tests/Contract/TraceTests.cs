namespace Eager.EndToEnd.Contract;

/// <summary><c>eager trace</c>, and traces that are played by <c>eager run --replay</c>.</summary>
public sealed class TraceTests
{
    private const string Chat =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"run\",\"arguments\":\"{\\\"code\\\":\\\"print('gr\\u00fc\\u00df\"}}]}}]}\n\n"
        + "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"e')\\\\nprint(2)\\\"}\"}}]}}]}\n\n";

    private const string Finish = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n";

    [Fact]
    public async Task Recorded_run_should_be_the_same_run_when_it_is_replayed()
    {
        using var at = Workspace.With("print('grüße')\nprint(2)\nraise SystemExit(5)");
        await EagerCommand.RunAsync(at, "run", "--rate", "500", "--token-chars", "3", "--record", "run.trace", "program.py");

        var replayed = await EagerCommand.RunAsync(at, "run", "--replay", "--record", "again.trace", "--summary", "summary.json", "run.trace");
        var checkedTraces = await EagerCommand.RunAsync(at, "trace", "check", "run.trace", "again.trace");

        Assert.Equal((5, "grüße\n2\n", ""), (replayed.Status, replayed.Output, replayed.Complaint));
        Assert.Equal(0, checkedTraces.Status);
        var lines = checkedTraces.Output.Split('\n');
        Assert.StartsWith("run.trace: 1 sessions of python over 0 s, 0 cut off; 15 deltas, 45 bytes, ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("again.trace: 1 sessions of python over 0 s, 0 cut off; 15 deltas, 45 bytes, ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imported_answer_should_run_as_it_came()
    {
        using var at = new Workspace();
        at.Write("answer.sse", Chat + Finish);
        at.Write("lost.sse", Chat);

        var import = await EagerCommand.RunAsync(at, "trace", "import", "--rate", "1000", "-o", "answers.trace", "lost.sse", "answer.sse");
        var whole = await EagerCommand.RunAsync(at, "run", "--replay", "--session", "answer.sse", "answers.trace");
        var lost = await EagerCommand.RunAsync(at, "run", "--replay", "--rate", "500", "answers.trace");

        Assert.Equal((0, "eager: lost.sse: the stream ends without the provider's end\n"), (import.Status, import.Complaint));
        Assert.Equal((0, "grüße\n2\n"), (whole.Status, whole.Output));
        Assert.Equal((65, "grüße\n2\n"), (lost.Status, lost.Output));
        Assert.Equal("eager: the program is not whole: the stream ends without the provider's end", lost.LastLine);
    }

    [Fact]
    public async Task Recorded_answer_should_be_played_with_its_format()
    {
        using var at = new Workspace();
        at.Write("answer.sse", Chat + Finish);
        await EagerCommand.RunAsync(at, "run", "--input", "openai-chat", "--rate", "1000", "--record", "answer.trace", "answer.sse");

        var replayed = await EagerCommand.RunAsync(at, "run", "--replay", "answer.trace");
        var decoded = await EagerCommand.RunAsync(at, "trace", "import", "--from", "trace", "answer.trace");

        Assert.Equal((0, "grüße\n2\n"), (replayed.Status, replayed.Output));
        Assert.DoesNotContain("choices", decoded.Output, StringComparison.Ordinal);
        Assert.Contains("print('grüß", decoded.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrivals_should_become_sessions_of_programs()
    {
        using var at = Workspace.With("print(1)\n");
        at.Write("arrivals.jsonl", "{\"timestamp\":0,\"input_length\":7,\"output_length\":9}\n{\"timestamp\":1500,\"input_length\":7,\"output_length\":9}\n");

        var import = await EagerCommand.RunAsync(at, "trace", "import", "--from", "mooncake", "--programs", ".", "--rate", "1000", "-o", "many.trace", "arrivals.jsonl");
        var check = await EagerCommand.RunAsync(at, "trace", "check", "many.trace");
        var run = await EagerCommand.RunAsync(at, "run", "--replay", "--session", "1-program.py", "many.trace");

        Assert.Equal((0, ""), (import.Status, import.Complaint));
        Assert.StartsWith("many.trace: 2 sessions of python over 1.5 s, 0 cut off; 6 deltas, 18 bytes, ", check.Output, StringComparison.Ordinal);
        Assert.Equal((0, "1\n"), (run.Status, run.Output));
    }

    [Theory]
    [InlineData("eager: program.py is no trace as 'eager run --record' writes it: line 1 is no JSON", 64, "run", "--replay", "program.py")]
    [InlineData("eager: program.py is no trace as 'eager run --record' writes it: line 1 is no JSON", 65, "trace", "check", "program.py")]
    [InlineData("eager: program.py is no trace of arrivals: line 1 is no JSON", 64, "trace", "import", "--from", "mooncake", "--programs", ".", "program.py")]
    [InlineData("eager: --from mooncake takes --programs: arrivals hold no code", 64, "trace", "import", "--from", "mooncake", "program.py")]
    [InlineData("eager: --session takes --replay", 64, "run", "--session", "a", "program.py")]
    public async Task Bad_use_should_be_one_line(string expected, int status, params string[] arguments)
    {
        using var at = Workspace.With("print(1)\n");

        var finished = await EagerCommand.RunAsync(at, arguments);

        Assert.Equal((status, "", expected + "\n"), (finished.Status, finished.Output, finished.Complaint));
    }
}
