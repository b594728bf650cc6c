using System.Text;
using Eager.Server.Proxy.Answers;

namespace Eager.Server.Tests.Proxy;

public sealed class AnswerPartTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\ndata: c\n\n: d\n\n", 3)]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", 2)]
    [InlineData("data: a\r\rdata: b\r\r", 2)]
    [InlineData("\n\ndata: a\n\nrest", 3)]
    public void Events_should_be_cut_behind_their_ends_however_they_arrive(string text, int events)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var cutter = new EventCutter();
            var passed = new List<byte>();
            var ends = new HashSet<int>();
            for (var at = 0; at < bytes.Length;)
            {
                var count = random.Next(1, Math.Min(9, bytes.Length - at + 1));
                bytes.AsMemory(at, count).CopyTo(cutter.Free);
                cutter.Added(count);
                at += count;
                var whole = cutter.Whole.ToArray();
                for (var start = 0; start < whole.Length;)
                {
                    start += ServerSentEvent.Next(whole.AsSpan(start), out _);
                    if (passed.Count + start is var end && (end == bytes.Length || bytes[end] is not (byte)'\n' || bytes[end - 1] is not (byte)'\r'))
                        ends.Add(end);
                }

                passed.AddRange(whole);
                cutter.Passed();
                Assert.True(cutter.IsBetweenEvents);
            }

            passed.AddRange(cutter.Rest.ToArray());
            Assert.Equal(bytes, passed);
            Assert.Equal(events, ends.Count);
        }
    }

    [Fact]
    public void Event_that_is_long_should_pass_whole()
    {
        var bytes = Encoding.UTF8.GetBytes($"data: {new string('x', 100_000)}\n\n");
        var cutter = new EventCutter();
        for (var at = 0; at < bytes.Length;)
        {
            Assert.Equal(0, cutter.Whole.Length);
            var count = Math.Min(cutter.Free.Length, bytes.Length - at);
            bytes.AsMemory(at, count).CopyTo(cutter.Free);
            cutter.Added(count);
            at += count;
        }

        Assert.Equal(bytes, cutter.Whole.ToArray());
    }

    [Theory]
    [InlineData("""{"code":"print(\"é\\n\")\nx = '\u00e9\ud83d\ude00'"}""")]
    [InlineData("""{"timeout":-12.5e+3,"a":[1,true,{"b":null},"c"],"code":"x","d":false}""")]
    [InlineData(""" "only a string\u0041" """)]
    [InlineData("""{ }""")]
    public void Text_that_breaks_off_anywhere_should_be_completed(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        for (var length = 0; length <= bytes.Length; length++)
        {
            if (length < bytes.Length && (bytes[length] & 0xC0) == 0x80)
                continue;
            var completed = Encoding.UTF8.GetString(bytes, 0, length) + JsonCompletion.Of(bytes.AsSpan(0, length));
            using var document = JsonDocument.Parse(completed);
            // Half of a character would throw.
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("code", out var code))
                _ = code.GetString();
        }
    }

    [Theory]
    [InlineData("print(1)")]
    [InlineData("}")]
    [InlineData("{\"a\":nil")]
    public void Text_that_is_no_JSON_should_not_be_completed(string text) => Assert.Null(JsonCompletion.Of(Encoding.UTF8.GetBytes(text)));
}
