namespace Eager.EndToEnd.Contract;

/// <summary><c>report</c> and <c>simulate</c>: what they make of a run that the command itself recorded, and what they refuse.</summary>
public sealed class ReportTests
{
    private const string Program = "import time\nprint('first')\ntime.sleep(0.05)\nprint('<b>last</b>')\n";

    [Fact]
    public async Task Report_should_write_a_page_a_picture_and_a_trace_of_a_run()
    {
        using var at = await RecordedAsync();

        var run = await EagerCommand.RunAsync(
            at, "report", "--source", "program.py", "--trace", "run.trace", "-o", "page.html", "--svg", "picture.svg", "--chrome-trace", "trace.json", "run.ndjson");

        Assert.Equal((0, ""), (run.Status, run.Output));
        Assert.Contains("&lt;b&gt;last", at.Read("page.html"), StringComparison.Ordinal);
        Assert.Equal("svg", System.Xml.Linq.XDocument.Load(at.In("picture.svg")).Root!.Name.LocalName);
        Assert.True(at.Parsed("trace.json").GetProperty("traceEvents").GetArrayLength() > 8);
    }

    [Fact]
    public async Task Report_should_be_named_like_its_run_when_no_name_is_given()
    {
        using var at = await RecordedAsync();

        Assert.Equal(0, (await EagerCommand.RunAsync(at, "report", "run.ndjson")).Status);

        Assert.Equal(["program.py", "run.html", "run.ndjson", "run.trace"], at.Names());
    }

    [Fact]
    public async Task Report_should_serve_its_page_until_it_is_interrupted_when_it_is_opened()
    {
        using var at = await RecordedAsync();
        await using var run = EagerCommand.Start(at, "report", "--open", "run.ndjson");
        await run.WaitForOutputAsync("\n");
        run.Signal(Signals.Interrupt);

        var finished = await run.FinishAsync();

        Assert.Equal(0, finished.Status);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/ ", finished.Output);
        Assert.False(at.Has("run.html"));
    }

    [Fact]
    public async Task Report_should_refuse_a_source_when_it_is_another_program()
    {
        using var at = await RecordedAsync();
        at.Write("other.py", "print(1)\n");

        (await EagerCommand.RunAsync(at, "report", "--source", "other.py", "run.ndjson")).ShouldRefuse(64, "other.py is not the program of this run");
    }

    [Fact]
    public async Task Simulate_should_compare_every_policy_with_what_the_run_measured()
    {
        using var at = await RecordedAsync();

        var table = await EagerCommand.RunAsync(at, "simulate", "run.ndjson");
        var lines = await EagerCommand.RunAsync(at, "simulate", "--json", "--overhead", "100", "--rate", "20", "run.ndjson");

        foreach (var row in (string[])["| immediate | 4 |", "| merge |", "| threshold |", "| pipelined |", "bound of any schedule", "measured NEL"])
            Assert.Contains(row, table.Output, StringComparison.Ordinal);
        var replay = JsonLines.Parse(lines.Output).Single();
        Assert.Equal((100, 850), (replay.GetProperty("overhead_ms").GetDouble(), replay.GetProperty("generation_ms").GetDouble()));
        var bound = replay.GetProperty("bound_nel_ms").GetDouble();
        Assert.All(replay.GetProperty("policies").EnumerateArray(), policy => Assert.True(policy.GetProperty("nel_ms").GetDouble() >= bound));
    }

    [Theory]
    [InlineData("immediate")]
    [InlineData("merge")]
    [InlineData("threshold")]
    [InlineData("pipelined")]
    public async Task Run_should_do_the_same_and_say_so_when_another_policy_dispatches(string policy)
    {
        using var at = Workspace.With(Program);

        var run = await EagerCommand.RunAsync(at, "run", "--events", "--dispatch", policy, "program.py");

        var events = JsonLines.Parse(run.Output);
        Assert.Equal(policy, events[0].GetProperty("dispatch").GetString());
        Assert.Equal("first\n<b>last</b>\n", string.Concat(events.Where(one => one.Type() == "output").Select(one => one.GetProperty("text").GetString())));
    }

    [Theory]
    [InlineData("empty.ndjson", "", "no events")]
    [InlineData("program.ndjson", "import os\n", "line 1 is no JSON")]
    [InlineData("cut.ndjson", """{"type":"session.opened","seq":0,"t_ms":0,"language":"python","backend":"process","mode":"eager","dispatch":"pipelined"}""", "session.completed is missing")]
    [InlineData("torn.ndjson", """{"type":"session.opened","seq":0,"t_""", "line 1 is no JSON")]
    [InlineData("members.ndjson", """{"type":"session.opened","seq":0,"t_ms":0}""", "'language' is missing")]
    [InlineData("trace.ndjson", """{"format":"eager-trace/1","session":"x"}""", "a trace of arrivals")]
    public async Task Report_and_simulate_should_say_what_is_wrong_when_the_recording_is_none(string name, string text, string saying)
    {
        using var at = new Workspace();
        at.Write(name, text);

        (await EagerCommand.RunAsync(at, "report", name)).ShouldRefuse(64, saying);
        (await EagerCommand.RunAsync(at, "simulate", name)).ShouldRefuse(64, saying);
        Assert.Equal([name], at.Names());
    }

    [Fact]
    public async Task Report_should_refuse_when_the_recording_is_huge_or_missing_or_no_text()
    {
        using var at = new Workspace();
        await using (var huge = File.Create(at.In("huge.ndjson")))
            huge.SetLength(100_000_000);
        at.Write("bytes.ndjson", [0xff, 0xfe, 0x80, (byte)'\n']);

        (await EagerCommand.RunAsync(at, "report", "huge.ndjson")).ShouldRefuse(64, "more than 64 MB");
        (await EagerCommand.RunAsync(at, "report", "bytes.ndjson")).ShouldRefuse(64, "not UTF-8");
        (await EagerCommand.RunAsync(at, "report", "missing.ndjson")).ShouldRefuse(64, "no such file");
        (await EagerCommand.RunAsync(at, "simulate", "missing.ndjson")).ShouldRefuse(64, "no such file");
    }

    [Theory]
    [InlineData("--overhead", "-1")]
    [InlineData("--rate", "0")]
    [InlineData("--token-bytes", "0")]
    public async Task Simulate_should_refuse_when_a_number_makes_no_sense(string option, string value)
    {
        using var at = new Workspace();

        (await EagerCommand.RunAsync(at, "simulate", option, value, "run.ndjson")).ShouldRefuse(64, option);
    }

    private static async Task<Workspace> RecordedAsync()
    {
        var at = Workspace.With(Program);
        var run = await EagerCommand.RunAsync(at, "run", "--events", "--rate", "200", "--record", "run.trace", "program.py");
        Assert.Equal(0, run.Status);
        at.Write("run.ndjson", run.Stdout);
        return at;
    }
}
