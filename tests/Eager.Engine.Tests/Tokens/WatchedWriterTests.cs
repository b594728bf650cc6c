using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Eager.Engine.Tokens;

namespace Eager.Engine.Tests.Tokens;

public sealed class WatchedWriterTests
{
    [Fact]
    public async Task Watcher_should_see_what_the_reader_gets_however_it_is_written()
    {
        var pipe = new Pipe();
        var seen = new Seen();
        var at = TimeSpan.FromSeconds(3);
        var writer = new WatchedWriter(pipe.Writer, seen, () => at);

        writer.Write("one "u8);
        var memory = writer.GetMemory(16);
        "two three "u8.CopyTo(memory.Span);
        writer.Advance(4);
        writer.Advance(6);
        await writer.WriteAsync("four"u8.ToArray(), TestContext.Current.CancellationToken);
        await writer.CompleteAsync();

        var read = await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("one two three four", Encoding.ASCII.GetString(read.Buffer));
        Assert.Equal("one two three four", seen.Text.ToString());
        Assert.All(seen.Times, time => Assert.Equal(at, time));
        Assert.Equal(1, seen.Ends);
    }

    private sealed class Seen : ICodeWatcher
    {
        public StringBuilder Text { get; } = new();

        public List<TimeSpan> Times { get; } = [];

        public int Ends { get; private set; }

        public void Arrived(ReadOnlySpan<byte> code, TimeSpan at)
        {
            Text.Append(Encoding.ASCII.GetString(code));
            Times.Add(at);
        }

        public void Ended() => Ends++;
    }
}
