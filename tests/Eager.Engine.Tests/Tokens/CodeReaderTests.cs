using System.Text;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens;

public sealed class CodeReaderTests
{
    private readonly ProgramPipe _pipe = new(capacity: 64 * 1024);
    private int _woken;

    [Fact]
    public async Task Code_should_come_whole_when_it_is_taken_in_parts()
    {
        var code = Reader();
        await WriteAsync("first second");

        Next(code);
        code.Advance(6);

        Assert.Equal("second", Text(code));
        Assert.False(code.IsOver);
    }

    [Fact]
    public async Task Reader_should_wake_its_owner_once_when_a_token_arrives_later()
    {
        var code = Reader();
        code.Await(() => _woken++);
        Assert.Equal(0, _woken);

        await WriteAsync("a");
        await WriteAsync("b");

        Assert.Equal(1, _woken);
        code.Decode();
        Assert.Equal("ab", Text(code));
    }

    [Fact]
    public async Task Code_should_be_over_and_whole_when_the_producer_completes()
    {
        var code = Reader();
        await WriteAsync("last");
        await _pipe.Writer.CompleteAsync();

        Next(code);

        Assert.Equal("last", Text(code));
        Assert.True(code.IsOver);
        Assert.Null(code.CutOff);
    }

    [Fact]
    public async Task Code_should_be_cut_off_behind_all_that_had_arrived_when_the_producer_breaks_off()
    {
        var code = Reader();
        await WriteAsync("half");
        await _pipe.Writer.CompleteAsync(new IOException("the connection broke"));

        Next(code);

        Assert.Equal("half", Text(code));
        Assert.Equal("the connection broke", code.CutOff?.Message);
    }

    [Fact]
    public async Task Producer_should_be_told_when_the_stream_says_by_itself_that_it_is_over()
    {
        var code = Reader(StreamFormat.OpenAIChat);
        await WriteAsync("data: {\"choices\":[{\"delta\":{\"content\":\"```python\\nx\\n```\\n\"},\"finish_reason\":null}]}\n\n");
        Next(code);
        code.Advance(code.Code.Length);
        await WriteAsync("data: [DONE]\n\n");
        Next(code);

        Assert.True(code.IsOver);
        Assert.True((await _pipe.Writer.WriteAsync("more"u8.ToArray(), TestContext.Current.CancellationToken)).IsCompleted);
    }

    [Fact]
    public async Task Code_should_be_cut_off_when_the_format_does_not_allow_what_came()
    {
        var code = Reader(StreamFormat.OpenAIChat);
        await WriteAsync("data: {no json\n\n");

        Next(code);

        Assert.True(code.IsOver);
        Assert.IsType<StreamFormatException>(code.CutOff);
    }

    [Fact]
    public async Task Producer_should_go_on_and_see_the_end_when_the_owner_stops_while_it_waits()
    {
        var code = Reader();
        code.Await(() => _woken++);

        code.Stop();
        code.Stop();

        Assert.True((await _pipe.Writer.WriteAsync("late"u8.ToArray(), TestContext.Current.CancellationToken)).IsCompleted);
        Assert.Equal(1, _woken);
    }

    [Fact]
    public async Task Text_should_be_the_same_when_it_comes_and_is_taken_in_any_pieces()
    {
        var code = Reader();
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"value_{i} = {i}\n"));
        var taken = new StringBuilder();
        var random = new Random(7);
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, 9000), text.Length - at);
            await WriteAsync(text.Substring(at, length));
            at += length;
            Next(code);
            while (!code.Code.IsEmpty)
            {
                var piece = Math.Min(code.Code.Length, random.Next(1, 5000));
                taken.Append(Encoding.UTF8.GetString(code.Code[..piece]));
                code.Advance(piece);
            }
        }

        Assert.Equal(text, taken.ToString());
    }

    [Fact]
    public async Task Watcher_should_see_the_code_that_is_read_and_one_end()
    {
        var seen = new Seen();
        var code = Reader(StreamFormat.Markdown, new CodeWatch(seen, _ => TimeSpan.FromSeconds(3)));
        await WriteAsync("text\n```python\none ");
        Next(code);
        code.Advance(2);
        code.Advance(code.Code.Length);
        await WriteAsync("two\n```\n");
        await _pipe.Writer.CompleteAsync();
        Next(code);
        code.Stop();

        Assert.Equal("one two\n", seen.Text.ToString());
        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)], seen.Times);
        Assert.Equal(1, seen.Ends);
    }

    private CodeReader Reader(StreamFormat format = StreamFormat.Code, CodeWatch? watch = null) =>
        new(_pipe, StreamDecoders.Create(new DecodingOptions { Format = format, Languages = ["python"] }), TimeProvider.System, watch);

    private void Next(CodeReader code)
    {
        code.Await(() => _woken++);
        code.Decode();
    }

    private static string Text(CodeReader code) => Encoding.UTF8.GetString(code.Code);

    private async Task WriteAsync(string text) => await _pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

    private sealed class Seen : ICodeWatcher
    {
        public StringBuilder Text { get; } = new();

        public List<TimeSpan> Times { get; } = [];

        public int Ends { get; private set; }

        public void Arrived(ReadOnlySpan<byte> code, TimeSpan at)
        {
            Text.Append(Encoding.UTF8.GetString(code));
            Times.Add(at);
        }

        public void Ended() => Ends++;
    }
}
