namespace Eager.EndToEnd.Contract;

/// <summary><c>--on-error</c>: what a failing statement does to the generation.</summary>
public sealed class ErrorPolicyTests
{
    private const string Failing = "print('a')\n1 / 0\n";
    private const string Later = "open('later', 'w').close()\n";

    [Fact]
    public async Task Run_should_end_while_the_producer_still_holds_the_stream_when_a_statement_fails()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "-");
        await run.WriteAsync(Failing);
        var finished = await run.FinishAsync();
        Assert.Equal(("a\n", 1), (finished.Output, finished.Status));
        Assert.Equal("ZeroDivisionError: division by zero", finished.LastLine);
    }

    [Fact]
    public async Task Run_should_end_while_the_producer_still_holds_the_stream_when_the_program_exits()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "-");
        await run.WriteAsync("import sys\nprint('a')\nsys.exit(6)\n");
        var finished = await run.FinishAsync();
        Assert.Equal(("a\n", "", 6), (finished.Output, finished.Complaint, finished.Status));
    }

    [Fact]
    public async Task Run_should_end_while_the_producer_still_holds_the_stream_when_a_line_cannot_be_right()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "-");
        await run.WriteAsync("print('a')\nx = 1)\n");
        var finished = await run.FinishAsync();
        Assert.Equal(("a\n", 1), (finished.Output, finished.Status));
        Assert.Equal("SyntaxError: unmatched ')'", finished.LastLine);
    }

    [Fact]
    public async Task Producer_should_be_stopped_when_a_statement_fails()
    {
        using var at = new Workspace();
        var run = await EagerCommand.ShellAsync(at, "{ printf \"1 / 0\\n\"; while printf 'x = 1\\n'; do :; done; } 2>/dev/null | \"$EAGER\" run -; echo ${PIPESTATUS[@]}");
        Assert.EndsWith(" 1\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_should_say_where_reading_stopped_when_a_statement_fails()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--events", "-");
        await run.WriteAsync(Failing);
        var events = JsonLines.Parse((await run.FinishAsync()).Output);
        var interrupt = events.Single(entry => entry.Type() == "generation.interrupt");
        Assert.Equal(("error", Failing.Length), (interrupt.GetProperty("reason").GetString(), interrupt.GetProperty("position").GetInt32()));
        Assert.Equal("stopped", events.Single(entry => entry.Type() == "stream.ended").GetProperty("ending").GetString());
    }

    [Theory]
    [InlineData("interrupt", "0")]
    [InlineData("interrupt", "2000")]
    [InlineData("report", "0")]
    [InlineData("report", "2000")]
    public async Task Nothing_should_run_after_the_error_when_more_was_to_come(string policy, string rate)
    {
        using var at = Workspace.With(Failing + Later);
        var run = await EagerCommand.RunAsync(at, "run", "--on-error", policy, "--rate", rate, "program.py");
        Assert.Equal(("a\n", 1), (run.Output, run.Status));
        Assert.False(at.Has("later"));
    }

    [Fact]
    public async Task Run_should_read_on_and_report_at_the_end_when_told_so()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--on-error", "report", "--events", "-");
        await run.WriteAsync(Failing);
        await run.WaitForOutputAsync("ZeroDivisionError");
        Assert.DoesNotContain("stream.ended", run.Stdout.Text, StringComparison.Ordinal);
        await run.WriteAsync(Later);
        run.Stdin.Close();
        var finished = await run.FinishAsync();
        var events = JsonLines.Parse(finished.Output);
        Assert.Equal(1, finished.Status);
        Assert.DoesNotContain(events, entry => entry.Type() == "generation.interrupt");
        var ended = events.Single(entry => entry.Type() == "stream.ended");
        Assert.Equal(("complete", Failing.Length + Later.Length), (ended.GetProperty("ending").GetString(), ended.GetProperty("position").GetInt32()));
        Assert.True(events.Single(entry => entry.Type() == "error").GetProperty("seq").GetInt64() > ended.GetProperty("seq").GetInt64());
        Assert.Equal(2, events.Last().GetProperty("summary").GetProperty("error").GetProperty("line").GetInt32());
        Assert.False(at.Has("later"));
    }

    [Fact]
    public async Task Reader_should_not_be_held_when_much_follows_the_error()
    {
        using var at = Workspace.With(Failing + string.Concat(Enumerable.Repeat("x = 1\n", 200_000)));
        var run = await EagerCommand.RunAsync(at, "run", "--on-error", "report", "--summary", "summary.json", "program.py");
        Assert.Equal(("a\n", 1), (run.Output, run.Status));
        Assert.Equal(200_002, at.Parsed("summary.json").GetProperty("statements").GetInt32());
    }
}
