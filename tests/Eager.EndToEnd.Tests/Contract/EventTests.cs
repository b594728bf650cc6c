using System.Text;
using System.Text.Json;

namespace Eager.EndToEnd.Contract;

/// <summary><c>--events</c>: one ordered, gap-free stream of JSON lines in place of the program's output.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task Events_should_have_every_type_when_a_program_fails_while_more_is_to_come()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--events", "-");
        await run.WriteAsync("print('a')\n1 / 0\n");
        var events = JsonLines.Parse((await run.FinishAsync()).Output);
        string[] expected =
        [
            "session.opened", "statement.released", "batch.dispatched", "output", "batch.finished", "error", "generation.interrupt", "stream.ended",
            "session.completed",
        ];
        Assert.Equal(expected.Order(), events.Select(JsonLines.Type).Distinct().Order());
        ShouldBeOrdered(events);
    }

    [Theory]
    [InlineData("print('a')\nx = 1\n")]
    [InlineData("")]
    [InlineData("1 / 0\n")]
    [InlineData("x = (\n")]
    [InlineData("import os\nos._exit(3)\n")]
    [InlineData("import os\nos.kill(os.getpid(), 9)\n")]
    public async Task Events_should_be_numbered_without_gaps_and_end_with_the_summary_when_a_program_ends(string program)
    {
        using var at = Workspace.With(program);
        var run = await EagerCommand.RunAsync(at, "run", "--events", "--summary", "summary.json", "program.py");
        var events = JsonLines.Parse(run.Output);
        ShouldBeOrdered(events);
        var summary = events[^1].GetProperty("summary");
        Assert.Equal(run.Status, summary.GetProperty("exit").GetInt32());
        Assert.True(JsonElement.DeepEquals(at.Parsed("summary.json"), summary));
        Assert.Equal("", run.Complaint);
    }

    [Fact]
    public async Task Events_should_carry_output_to_the_byte_when_it_is_no_text()
    {
        using var at = Workspace.With("import os, sys\nos.write(1, bytes(range(256)))\nos.write(2, 'gr\u00fc\u00dfe'.encode())\n");
        var run = await EagerCommand.RunAsync(at, "run", "--events", "program.py");
        var output = JsonLines.Parse(run.Output).Where(entry => entry.Type() == "output").ToArray();
        Assert.Equal(Enumerable.Range(0, 256).Select(value => (byte)value), Written(output, "stdout"));
        Assert.Equal("gr\u00fc\u00dfe", Encoding.UTF8.GetString([.. Written(output, "stderr")]));
        Assert.All(output.Where(entry => entry.GetProperty("stream").GetString() == "stderr"), entry => Assert.False(entry.TryGetProperty("base64", out _)));
    }

    [Fact]
    public async Task Events_should_tell_each_statement_once_and_in_order_when_they_run()
    {
        using var at = Workspace.With("x = 1\ndef f():\n    return x\nprint(f())\nprint('b')\n");
        var events = JsonLines.Parse((await EagerCommand.RunAsync(at, "run", "--events", "--rate", "500", "program.py")).Output);
        Assert.Equal([0, 1, 2, 3], events.Where(entry => entry.Type() == "statement.released").Select(entry => entry.GetProperty("index").GetInt32()));
        Assert.Equal(
            [0, 1, 2, 3],
            events.Where(entry => entry.Type() == "batch.dispatched").SelectMany(entry => entry.GetProperty("statements").EnumerateArray()).Select(index => index.GetInt32()));
        var finished = events.Where(entry => entry.Type() == "batch.finished").SelectMany(entry => entry.GetProperty("statements").EnumerateArray()).ToArray();
        Assert.Equal([0, 1, 2, 3], finished.Select(entry => entry.GetProperty("index").GetInt32()));
        Assert.All(finished, entry => Assert.True(entry.GetProperty("started_ms").GetDouble() <= entry.GetProperty("finished_ms").GetDouble()));
        Assert.All(finished, entry => Assert.Equal("succeeded", entry.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task Error_event_should_say_where_every_part_stands_when_a_statement_fails()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--events", "--on-error", "report", "-");
        await run.WriteAsync("print('a')\n1 / 0\n");
        await run.WriteAsync("print('never')\nx = (1,\n");
        run.Stdin.Close();
        var error = JsonLines.Parse((await run.FinishAsync()).Output).Single(entry => entry.Type() == "error").GetProperty("error");
        Assert.Equal("ZeroDivisionError", error.GetProperty("type").GetString());
        Assert.Equal("division by zero", error.GetProperty("message").GetString());
        Assert.Equal(2, error.GetProperty("line").GetInt32());
        Assert.Contains("line 2, in <module>", error.GetProperty("traceback").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, 10), Span(error.GetProperty("ran")));
        Assert.Equal((11, 16), Span(error.GetProperty("failed")));
        Assert.Equal((17, 31), Span(error.GetProperty("never_ran").EnumerateArray().First()));
        Assert.Equal("a\n", error.GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task Events_should_come_while_the_program_runs_when_they_are_read_live()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--events", "-");
        await run.WriteAsync("print('first')\n");
        await run.WaitForOutputAsync("first\\n");
        await run.WaitForOutputAsync("batch.finished");
        run.Stdin.Close();
        Assert.Equal(0, (await run.FinishAsync()).Status);
    }

    private static (int, int) Span(JsonElement span) => (span.GetProperty("start").GetInt32(), span.GetProperty("end").GetInt32());

    private static IEnumerable<byte> Written(IEnumerable<JsonElement> output, string stream) =>
        from entry in output
        where entry.GetProperty("stream").GetString() == stream
        from value in entry.TryGetProperty("base64", out var base64) ? base64.GetBytesFromBase64() : Encoding.UTF8.GetBytes(entry.GetProperty("text").GetString()!)
        select value;

    private static void ShouldBeOrdered(JsonElement[] events)
    {
        Assert.Equal(Enumerable.Range(0, events.Length).Select(at => (long)at), events.Select(entry => entry.GetProperty("seq").GetInt64()));
        var times = events.Select(entry => entry.GetProperty("t_ms").GetDouble()).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.Equal("session.opened", events[0].Type());
        Assert.Equal("session.completed", events[^1].Type());
    }
}
