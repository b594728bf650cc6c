using System.Text;
using System.Text.Json;
using Eager.Effects;
using Eager.Engine.Recordings;
using Eager.Engine.Simulation;
using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tests.Scripted;
using Eager.Events;
using Eager.Events.Json;

namespace Eager.Engine.Tests.Recordings;

public sealed class RunRecordingTests(EngineHost host) : IClassFixture<EngineHost>
{
    private const string Opened = """{"type":"session.opened","seq":0,"t_ms":0,"language":"lines","backend":"scripted","mode":"eager","dispatch":"pipelined"}""";

    private const string Released =
        """{"type":"statement.released","seq":1,"t_ms":5,"index":0,"kind":"expression","start":0,"end":4,"line":1,"end_line":1,"code_start":0,"code_end":3,"released_at":4}""";

    private const string Dispatched = """{"type":"batch.dispatched","seq":2,"t_ms":5,"batch":0,"statements":[0]}""";

    private const string Finished =
        """{"type":"batch.finished","seq":5,"t_ms":30,"batch":0,"outcome":"succeeded","statements":[{"index":0,"outcome":"succeeded","started_ms":6,"finished_ms":29}]}""";

    private const string Ended = """{"type":"stream.ended","seq":6,"t_ms":31,"ending":"complete","position":4}""";

    private const string Completed =
        """{"type":"session.completed","seq":7,"t_ms":40,"summary":{"mode":"eager","language":"lines","backend":"scripted","t_gen_s":0.02,"t_total_s":0.032,"nel_s":0.012,"first_output_s":null,"statements":1,"batches":1,"held_statements":0,"held_wait_s":0,"execution_s":0,"held_execution_s":0,"optimum_nel_s":0,"exit":0,"stdout_sha256":"","error":null}}""";

    [Fact]
    public async Task Recording_should_give_back_the_run_when_its_events_were_written_as_lines()
    {
        var events = await host.RunAsync("print a\ndef f\nprint b\n", new ScriptedSessionOptions());
        var lines = new StringBuilder();
        foreach (var one in events)
            lines.AppendLine(Line(one));

        var run = Assert.Single(RunRecording.Read(new StringReader(lines.ToString())));

        Assert.Equal("pipelined", run.Opened.Dispatch);
        Assert.Equal([0, 1, 2], run.Statements.Select(statement => statement.Boundary.Index));
        Assert.All(run.Statements, statement => Assert.True(statement is { Timing: not null, DispatchedAt: not null, Batch: not null, Failed: false }));
        Assert.Equal("a\nb\n", string.Concat(run.Outputs.Select(output => Encoding.UTF8.GetString(output.Bytes.Span))));
        Assert.Equal(events.Summary().StdoutSha256, run.Summary.StdoutSha256);
        Assert.Equal(3, DispatchTrace.Of(run).Statements.Count);
    }

    [Fact]
    public void Recording_should_hold_several_runs_when_they_follow_one_another()
    {
        var one = Lines(Opened, Released, Dispatched, Finished, Ended, Completed);

        Assert.Equal(2, Read(one + one).Count);
    }

    [Fact]
    public void Waiting_for_the_end_of_the_program_should_not_count_as_execution()
    {
        const string Held = """{"type":"statement.held","seq":3,"t_ms":8,"statement":0,"class":"write_inside","what":"open('x','w')","held_ms":8}""";
        const string Resumed = """{"type":"statement.resumed","seq":4,"t_ms":28,"statement":0,"resumed_ms":28}""";

        var run = Assert.Single(Read(Lines(Opened, Released, Dispatched, Held, Resumed, Finished, Ended, Completed)));

        Assert.Equal(new RecordedHold(0, EffectClass.WriteInside, "open('x','w')", Ms(8)) { ResumedAt = Ms(28) }, Assert.Single(run.Held));
        Assert.Equal((Ms(20), Ms(3)), (run.Statements[0].Held, run.Statements[0].Execution));
    }

    [Fact]
    public void Trace_should_hold_what_no_policy_can_change()
    {
        var trace = DispatchTrace.Of(Assert.Single(Read(Lines(Opened, Released, Dispatched, Finished, Ended, Completed))));

        Assert.Equal((Ms(5), Ms(23)), (trace.Statements[0].ReadyAt, trace.Statements[0].Execution));
        Assert.Equal((Ms(20), Ms(1)), (trace.Generation, trace.Overhead));
    }

    [Fact]
    public void Trace_should_follow_the_tokens_when_it_is_replayed_at_another_rate()
    {
        var run = Assert.Single(Read(Lines(Opened, Released, Dispatched, Finished, Ended, Completed)));

        var trace = DispatchTrace.Of(run, rate: 10, tokenBytes: 3);

        Assert.Equal((Ms(200), Ms(200)), (trace.Statements[0].ReadyAt, trace.Generation));
    }

    [Theory]
    [InlineData("no events", "")]
    [InlineData("line 1 is no JSON", "import os")]
    [InlineData("line 2 is no JSON", Opened, "{\"type\":\"batch.fini")]
    [InlineData("line 1: 'type' is missing", "{}")]
    [InlineData("line 1: 'type' is missing", "[1]")]
    [InlineData("line 1: a trace of arrivals", "{\"format\":\"eager-trace/1\"}")]
    [InlineData("line 2: 'index' is missing", Opened, "{\"type\":\"statement.released\",\"code_start\":0,\"code_end\":1,\"line\":1,\"end_line\":1}")]
    [InlineData("session.opened", Released)]
    [InlineData("session.completed is missing", Opened, Released)]
    [InlineData("statement 0 runs before", Opened, Dispatched)]
    [InlineData("statement 0 runs before", Opened, Finished)]
    [InlineData("statement 1 is missing", Opened, Released, Released)]
    [InlineData("statement.resumed without", Opened, Released, "{\"type\":\"statement.resumed\",\"seq\":4,\"t_ms\":28,\"statement\":0,\"resumed_ms\":28}")]
    public void Recording_should_say_what_is_wrong_when_it_is_none(string saying, params string[] lines)
    {
        var refused = Assert.Throws<RecordingException>(() => Read(Lines(lines)));

        Assert.Contains(saying, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static IReadOnlyList<RecordedRun> Read(string lines) => RunRecording.Read(new StringReader(lines));

    private static string Lines(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static string Line(SessionEvent published)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            SessionEventJson.Write(json, published);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
