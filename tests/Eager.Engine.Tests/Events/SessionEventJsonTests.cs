using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Eager.Effects;
using Eager.Events;
using Eager.Events.Json;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Tests.Events;

public sealed class SessionEventJsonTests
{
    private static readonly ErrorReport Report = new(
        new ProgramError("ValueError", "no \"way\"", "Traceback …\nValueError: no", 3),
        2,
        new ProgramOutcome(
            new SourceSpan(0, 19, 1, 2),
            new SourceSpan(20, 29, 3, 3),
            [new SourceSpan(30, 39, 4, 4)],
            new SourceSpan(40, 42, 5, 5),
            [new HeldEffect(2, EffectClass.Network, "connect()"), new HeldEffect(null, EffectClass.Process, "os.fork()")],
            "Continue.") { DroppedFiles = ["a/b", "é"] },
        "out",
        "err");

    private const string ReportJson =
        """
        "type":"ValueError","message":"no \"way\"","line":3,"traceback":"Traceback …\nValueError: no","statement":2,
        "ran":{"start":0,"end":19,"line":1,"end_line":2},"failed":{"start":20,"end":29,"line":3,"end_line":3},
        "never_ran":[{"start":30,"end":39,"line":4,"end_line":4}],"cut_off":{"start":40,"end":42,"line":5,"end_line":5},
        "dropped_effects":[{"statement":2,"class":"network","what":"connect()"},{"statement":null,"class":"process","what":"os.fork()"}],
        "dropped_files":["a/b","é"],"continuation":"Continue.","stdout":"out","stderr":"err"
        """;

    private static readonly SessionSummary Summary = new()
    {
        Mode = ExecutionMode.Eager,
        Language = "python",
        Backend = "process",
        Generation = TimeSpan.FromSeconds(2),
        Total = TimeSpan.FromSeconds(2.25),
        FirstOutput = null,
        Statements = 3,
        Units = 5,
        Batches = 2,
        HeldStatements = 1,
        HeldWait = TimeSpan.FromSeconds(0.5),
        Execution = TimeSpan.FromSeconds(2),
        HeldExecution = TimeSpan.FromSeconds(0.25),
        OptimumNonOverlapped = TimeSpan.FromSeconds(0.125),
        Exit = 5,
        StdoutSha256 = "abc",
        Error = null,
        Fault = null,
    };

    private const string SummaryMembers =
        """
        "mode":"eager","language":"python","backend":"process","t_gen_s":2,"t_total_s":2.25,"nel_s":0.25,"first_output_s":null,
        "statements":3,"units":5,"batches":2,"held_statements":1,"held_wait_s":0.5,"execution_s":2,"held_execution_s":0.25,"optimum_nel_s":0.125,"exit":5,"stdout_sha256":"abc","cut_off":null
        """;

    private const string StagedJson = ""","staged":{"committed":3,"replaced":1,"dropped":["a"]}""";

    public static TheoryData<SessionEvent, string> Cases => new()
    {
        {
            new SessionOpened("python", "process", ExecutionMode.Serial, "pipelined"),
            """{"type":"session.opened",AT,"language":"python","backend":"process","mode":"serial","dispatch":"pipelined"}"""
        },
        {
            new StatementReleased(new StatementBoundary(4, StatementKind.ControlFlow, new SourceSpan(5, 20, 2, 4), new SourceSpan(7, 19, 3, 4), 21)),
            """{"type":"statement.released",AT,"index":4,"kind":"control_flow","start":5,"end":20,"line":3,"end_line":4,"code_start":7,"code_end":19,"released_at":21}"""
        },
        { new BatchDispatched(3, [4, 5]), """{"type":"batch.dispatched",AT,"batch":3,"statements":[4,5]}""" },
        { new ProgramOutput(OutputStream.Stdout, "é\n"u8.ToArray()), """{"type":"output",AT,"stream":"stdout","text":"é\n"}""" },
        {
            new ProgramOutput(OutputStream.Stderr, "é"u8.ToArray().AsMemory(0, 1)),
            """{"type":"output",AT,"stream":"stderr","text":"\ufffd","base64":"ww=="}"""
        },
        {
            new ProgramDisplay(4, true, new MimeBundle(new Dictionary<string, string> { ["text/plain"] = "'é'", ["text/html"] = "<b>" })),
            """{"type":"result",AT,"statement":4,"data":{"text/plain":"'é'","text/html":"<b>"}}"""
        },
        {
            new ProgramDisplay(null, false, new MimeBundle(new Dictionary<string, string> { ["image/png"] = "AA==" })),
            """{"type":"display",AT,"statement":null,"data":{"image/png":"AA=="}}"""
        },
        {
            new StatementHeld(4, EffectClass.WriteInside, "open('o', 'w')", TimeSpan.FromMilliseconds(2.5)),
            """{"type":"statement.held",AT,"statement":4,"class":"write_inside","what":"open('o', 'w')","held_ms":2.5}"""
        },
        { new StatementResumed(4, TimeSpan.FromMilliseconds(3)), """{"type":"statement.resumed",AT,"statement":4,"resumed_ms":3}""" },
        {
            new ProgramLimitReached(4, new LimitReached(LimitKind.StatementDuration, 2, 2.5, EndsProgram: true)),
            """{"type":"limit.reached",AT,"statement":4,"limit":"statement_duration","allowed":2,"used":2.5,"ends_program":true,"file":null}"""
        },
        {
            new ProgramLimitReached(null, new LimitReached(LimitKind.Output, 1024, 1030, EndsProgram: false) { File = "/w/eager-stdout.txt" }),
            """{"type":"limit.reached",AT,"statement":null,"limit":"output","allowed":1024,"used":1030,"ends_program":false,"file":"/w/eager-stdout.txt"}"""
        },
        { new ProgramFailed(Report), "{\"type\":\"error\",AT,\"error\":{" + ReportJson + "}}" },
        {
            new BatchFinished(3, UnitOutcome.Failed, [new StatementTiming(4, UnitOutcome.Failed, TimeSpan.FromMilliseconds(1.5), TimeSpan.FromMilliseconds(2))]),
            """{"type":"batch.finished",AT,"batch":3,"outcome":"failed","statements":[{"index":4,"outcome":"failed","started_ms":1.5,"finished_ms":2}]}"""
        },
        { new GenerationInterrupt(InterruptReason.BackendLost, 99), """{"type":"generation.interrupt",AT,"reason":"backend_lost","position":99}""" },
        { new StreamEnded(ProgramEnding.Complete, 99), """{"type":"stream.ended",AT,"ending":"complete","position":99}""" },
        { new StreamEnded(ProgramEnding.CutOff, 99, "why"), """{"type":"stream.ended",AT,"ending":"cut_off","position":99,"cut_off":"why"}""" },
        { new SessionCompleted(Summary), """{"type":"session.completed",AT,"summary":{""" + SummaryMembers + ",\"outcome\":null,\"error\":null}}" },
        {
            new SessionCompleted(
                Summary with { Error = Report, Fault = "limit", FirstOutput = TimeSpan.FromSeconds(1), Staged = new StagedChanges(3, 1, ["a"]) }),
            """{"type":"session.completed",AT,"summary":{""" + SummaryMembers.Replace("first_output_s\":null", "first_output_s\":1", StringComparison.Ordinal)
                + StagedJson + ",\"outcome\":null,\"error\":{\"fault\":\"limit\"," + ReportJson + "}}}"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Event_should_have_the_members_of_the_contract(SessionEvent published, string expected)
    {
        var written = Write(published with { Seq = 7, At = TimeSpan.FromMilliseconds(12.3456) });

        Assert.Equal(Normal(expected.Replace("AT", "\"seq\":7,\"t_ms\":12.346", StringComparison.Ordinal)), written);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Event_should_be_the_same_when_it_is_written_read_and_written_again(SessionEvent published, string expected)
    {
        var written = Write(published with { Seq = 7, At = TimeSpan.FromMilliseconds(12.345) });
        using var parsed = JsonDocument.Parse(written);

        var read = SessionEventJsonReader.Read(parsed.RootElement)!;

        Assert.Equal(published.GetType(), read.GetType());
        Assert.Equal((7, TimeSpan.FromMilliseconds(12.345)), (read.Seq, read.At));
        Assert.Equal(written, Write(read));
        Assert.StartsWith("{\"type\"", expected, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reader_should_refuse_an_event_when_any_member_of_it_is_wrong(SessionEvent published, string expected)
    {
        var whole = JsonNode.Parse(Write(published))!.AsObject();
        foreach (var name in whole.Select(member => member.Key).Where(name => name != "text").ToArray())
        {
            var damaged = whole.DeepClone().AsObject();
            damaged[name] = JsonNode.Parse("[[]]");
            using var parsed = JsonDocument.Parse(damaged.ToJsonString());
            var refused = Assert.Throws<FormatException>(() => SessionEventJsonReader.Read(parsed.RootElement));
            Assert.Contains("'", refused.Message, StringComparison.Ordinal);
        }

        Assert.NotEmpty(expected);
    }

    [Fact]
    public void Reader_should_pass_over_an_event_when_its_type_is_unknown()
    {
        using var parsed = JsonDocument.Parse("""{"type":"statement.imagined","seq":1,"t_ms":2}""");

        Assert.Null(SessionEventJsonReader.Read(parsed.RootElement));
    }

    [Theory]
    [InlineData("""{"type":"stream.ended","seq":1,"t_ms":-1,"ending":"complete","position":1}""", "t_ms")]
    [InlineData("""{"type":"stream.ended","seq":1,"t_ms":1e300,"ending":"complete","position":1}""", "t_ms")]
    [InlineData("""{"type":"stream.ended","seq":1,"t_ms":1,"ending":"Complete","position":1}""", "ending")]
    [InlineData("""{"type":"stream.ended","seq":1,"t_ms":1,"ending":"complete","position":1.5}""", "position")]
    [InlineData("""{"type":"output","seq":1,"t_ms":1,"stream":"stdout","text":"\ud800"}""", "text")]
    [InlineData("[]", "type")]
    public void Reader_should_name_the_member_when_its_value_is_impossible(string entry, string member)
    {
        using var parsed = JsonDocument.Parse(entry);

        var refused = Assert.Throws<FormatException>(() => SessionEventJsonReader.Read(parsed.RootElement));
        Assert.Contains($"'{member}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract_should_cover_every_type_of_event()
    {
        var family = typeof(SessionEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SessionEvent)));

        Assert.Equal(family.OrderBy(type => type.Name), Cases.Select(one => one.Data.Item1.GetType()).Distinct().OrderBy(type => type.Name));
    }

    private static string Normal(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(parsed.RootElement);
    }

    private static string Write(SessionEvent published)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            SessionEventJson.Write(json, published);
        return Normal(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
