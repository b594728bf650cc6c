using System.Text;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Traces;
using Eager.Engine.Traces.Importing;

namespace Eager.Engine.Tests.Traces;

public sealed class ImportTests
{
    private const string Chat =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"run\",\"arguments\":\"{\\\"co\"}}]}}]}\n\n"
        + "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"de\\\":\\\"x = \"}}]}}]}\n\n"
        + "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1\\\\n\\\"}\"}}]}}]}\n\n";

    private const string Finish = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n";

    [Theory]
    [InlineData(StreamFormat.OpenAIChat)]
    [InlineData(StreamFormat.Auto)]
    public async Task Capture_should_become_code_at_the_times_of_its_events(StreamFormat format)
    {
        var trace = await ImportAsync(Chat + Finish, format);

        Assert.Equal(["20:x = ", "30:1\n"], trace.Deltas.Select(delta => $"{delta.At.TotalMilliseconds}:{Encoding.UTF8.GetString(delta.Bytes.Span)}"));
        Assert.Equal((StreamFormat.Code, null, TimeSpan.FromMilliseconds(40)), (trace.Header.Input, trace.CutOff, trace.End));
    }

    [Fact]
    public async Task Capture_should_be_cut_off_when_its_end_is_missing()
    {
        var trace = await ImportAsync(Chat, StreamFormat.OpenAIChat);

        Assert.Equal("the stream ends without the provider's end", trace.CutOff);
    }

    [Fact]
    public void Arrivals_should_take_programs_that_their_answers_have_room_for()
    {
        const string Requests = """
            {"timestamp": 0, "input_length": 6755, "output_length": 10, "hash_ids": [0, 1]}
            {"timestamp": 3052, "input_length": 12, "output_length": 3}
            {"timestamp": 3052, "input_length": 12, "output_length": 1}
            """;
        (string, ReadOnlyMemory<byte>)[] programs = [("long", "print(12)\nx\n"u8.ToArray()), ("short", "x = 1\n"u8.ToArray())];

        var sessions = ArrivalTrace.Sessions(
            ArrivalTrace.Read(new MemoryStream(Encoding.UTF8.GetBytes(Requests))), programs, "python", TokenLengths.Fixed(4), rate: 10).ToArray();

        Assert.Equal(["0-long", "1-long", "2-short"], sessions.Select(session => session.Header.Session));
        Assert.Equal([0, 3052, 3052], sessions.Select(session => (session.Header.Arrival - TraceHeader.Epoch).TotalMilliseconds));
        Assert.Equal([800, 900, 1000], sessions[0].Deltas.Select(delta => delta.At.TotalMilliseconds));
        Assert.Equal(TimeSpan.FromMilliseconds(200), sessions[2].End);
    }

    [Theory]
    [InlineData("{\"timestamp\": 0}", "line 1: 'output_length' is missing")]
    [InlineData("\n{\"timestamp\": \"x\", \"output_length\": 1}", "line 2: 'timestamp' is not what it should be")]
    [InlineData("timestamp,output_length", "line 1 is no JSON")]
    public void Arrivals_should_say_where_and_why_when_a_line_is_wrong(string text, string expected)
    {
        var refused = Assert.Throws<TraceException>(() => ArrivalTrace.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))).Count());

        Assert.Equal(expected, refused.Message);
    }

    [Fact]
    public void Token_lengths_should_be_those_of_the_trace()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ä☘x\n", 500)));
        var lengths = TokenLengths.Of([new TracedSession(
            new TraceHeader("a", TraceHeader.Epoch, "python"), [new(TimeSpan.Zero, "a"u8.ToArray()), new(TimeSpan.Zero, "é☘a"u8.ToArray())], TimeSpan.Zero)]);

        var tokens = lengths.Cut(text, seed: 1).ToArray();

        Assert.Equal(text, tokens.SelectMany(token => token.ToArray()));
        Assert.Equal([1, 3], tokens[..^1].Select(token => Encoding.UTF8.GetCharCount(token.Span)).Distinct().Order());
    }

    private static async Task<TracedSession> ImportAsync(string capture, StreamFormat format)
    {
        var header = new TraceHeader("a", TraceHeader.Epoch, "python", format);
        var session = await StreamCapture.ReadAsync(header, new MemoryStream(Encoding.UTF8.GetBytes(capture)), rate: 100, TestContext.Current.CancellationToken);
        return TraceDecoding.Decode(session, new DecodingOptions());
    }
}
