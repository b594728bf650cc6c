using System.Text;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Traces;

namespace Eager.Engine.Tests.Traces;

public sealed class TraceReaderTests
{
    private const string Header = """{"format":"eager-trace/1","session":"a","arrival":"2026-01-31T12:00:00Z","language":"python"}""";

    [Fact]
    public void Trace_should_come_back_as_it_was_written()
    {
        TracedSession[] sessions =
        [
            Session("a", StreamFormat.Code, null, "x = 'ä☘'\n"u8.ToArray(), 1),
            Session("b", StreamFormat.OpenAIChat, "the connection was lost", "data: {\"x\": 1}\n\n"u8.ToArray(), 5),
            Session("c", StreamFormat.Code, null, [0xff, 0xc3, 0x28, (byte)'a', 0xe2, 0x98], 1),
            new TracedSession(new TraceHeader("d", TraceHeader.Epoch, "csharp"), [], TimeSpan.FromMilliseconds(7)),
        ];

        var read = TraceReader.Read(new MemoryStream(Written(sessions))).ToArray();

        Assert.Equal(sessions.Select(Text), read.Select(Text));
    }

    [Fact]
    public void Text_of_deltas_should_be_the_program_when_characters_are_cut()
    {
        const string Program = "a = '☘'\n";

        var lines = Encoding.UTF8.GetString(Written([Session("a", StreamFormat.Code, null, Encoding.UTF8.GetBytes(Program), 1)])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Program, string.Concat(lines[1..].Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("text").GetString())));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("\n \n", "it is empty")]
    [InlineData("x = 1", "line 1 is no JSON")]
    [InlineData("{}", "line 1: a session begins with a header, which names the format eager-trace/1")]
    [InlineData("""{"format":"eager-trace/2","session":"a"}""", "line 1: the format is eager-trace/2; eager-trace/1 is read")]
    [InlineData("""{"format":"eager-trace/1","session":"a","language":"python"}""", "line 1: 'arrival' is missing")]
    [InlineData("""{"format":"eager-trace/1","session":"a","language":"python","arrival":"noon"}""", "line 1: 'arrival' is no time such as 2026-01-31T12:00:00Z: noon")]
    [InlineData("""{"format":"eager-trace/1","session":"","language":"python","arrival":"2026-01-31T12:00:00Z"}""", "line 1: 'session' is empty")]
    [InlineData(Header + "\n\n{\"text\":\"a\"}", "line 3: 't_ms' is missing")]
    [InlineData(Header + "\n{\"t_ms\":-1,\"text\":\"a\"}", "line 2: 't_ms' is not what it should be")]
    [InlineData(Header + "\n{\"t_ms\":2}", "line 2: 'text' is missing")]
    [InlineData(Header + "\n{\"t_ms\":2,\"base64\":\"!\"}", "line 2: 'base64' is not what it should be")]
    [InlineData(Header + "\n{\"t_ms\":2,\"text\":\"\\ud800\"}", "line 2: 'text' holds half a character")]
    [InlineData(Header + "\n{\"t_ms\":2.5,\"text\":\"a\"}\n{\"t_ms\":2,\"text\":\"a\"}", "line 3: 't_ms' goes back, from 2.5 to 2")]
    [InlineData(Header + "\n{\"t_ms\":2,\"end\":\"gone\"}", "line 2: 'end' is complete or cut_off, not gone")]
    [InlineData(Header + "\n{\"t_ms\":2,\"end\":\"complete\"}\n{\"t_ms\":3,\"text\":\"a\"}", "line 3: a session begins with a header, which names the format eager-trace/1")]
    public void Reader_should_say_where_and_why_when_a_text_is_no_trace(string text, string expected)
    {
        var refused = Assert.Throws<TraceException>(() => TraceReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))).Count());

        Assert.Equal(expected, refused.Message);
    }

    [Fact]
    public void Reader_should_say_which_inputs_there_are_when_one_is_unknown()
    {
        var refused = Assert.Throws<TraceException>(() => TraceReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(Header[..^1] + ",\"input\":\"morse\"}"))).Count());

        Assert.StartsWith("line 1: 'input' is none of code, markdown, ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_should_end_with_its_last_delta_when_it_has_no_end()
    {
        var text = Header + "\n{\"t_ms\":2.5,\"text\":\"a\"}\n" + Header;

        var sessions = TraceReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))).ToArray();

        Assert.Equal([TimeSpan.FromMilliseconds(2.5), TimeSpan.Zero], sessions.Select(session => session.End));
        Assert.All(sessions, session => Assert.Null(session.CutOff));
    }

    /// <summary>A session whose bytes arrive so many at a time, a millisecond each.</summary>
    private static TracedSession Session(string name, StreamFormat input, string? cutOff, byte[] bytes, int step)
    {
        TraceDelta[] deltas = [.. bytes.Chunk(step).Select((piece, i) => new TraceDelta(TimeSpan.FromMilliseconds(i + 0.125), piece))];
        return new TracedSession(
            new TraceHeader(name, DateTimeOffset.Parse("2026-01-31T12:00:00.5+02:00", null), "python", input), deltas, deltas[^1].At + TimeSpan.FromMilliseconds(3), cutOff);
    }

    private static byte[] Written(IEnumerable<TracedSession> sessions)
    {
        using var bytes = new MemoryStream();
        var writer = new TraceWriter(bytes);
        foreach (var session in sessions)
            writer.Write(session);
        return bytes.ToArray();
    }

    private static string Text(TracedSession session) =>
        $"{session.Header} {session.End} {session.CutOff} {string.Join(' ', session.Deltas.Select(delta => $"{delta.At}:{Convert.ToHexString(delta.Bytes.Span)}"))}";
}
