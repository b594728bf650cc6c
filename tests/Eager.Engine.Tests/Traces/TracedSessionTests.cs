using System.Text;
using Eager.Engine.Traces;
using Microsoft.Extensions.Time.Testing;

namespace Eager.Engine.Tests.Traces;

public sealed class TracedSessionTests
{
    private static readonly TraceHeader Header = new("a", TraceHeader.Epoch, "python");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Play_should_give_each_delta_at_its_time_and_end_at_its()
    {
        var time = new FakeTimeProvider();
        var session = new TracedSession(Header, [new(Ms(0), "a"u8.ToArray()), new(Ms(5), "b"u8.ToArray())], Ms(9));
        await using var played = session.Play(time, Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.True(await played.MoveNextAsync());
        Assert.Equal("a", Encoding.UTF8.GetString(played.Current.Span));
        Assert.Equal("b", await NextAsync(played, time, Ms(5)));
        Assert.Null(await NextAsync(played, time, Ms(4)));
    }

    [Fact]
    public async Task Play_should_break_off_where_the_stream_did()
    {
        var session = new TracedSession(Header, [new(Ms(0), "a"u8.ToArray())], Ms(0), "the connection was lost");
        var seen = new List<string>();

        var brokeOff = await Assert.ThrowsAsync<TraceCutOffException>(async () =>
        {
            await foreach (var bytes in session.Play(TimeProvider.System, Cancellation))
                seen.Add(Encoding.UTF8.GetString(bytes.Span));
        });

        Assert.Equal("the connection was lost", brokeOff.Message);
        Assert.Equal(["a"], seen);
    }

    [Fact]
    public void At_a_rate_every_delta_should_take_the_time_of_a_token()
    {
        var session = new TracedSession(Header, [new(Ms(3), "a"u8.ToArray()), new(Ms(500), "b"u8.ToArray())], Ms(900), "lost").At(100);

        Assert.Equal([Ms(10), Ms(20)], session.Deltas.Select(delta => delta.At));
        Assert.Equal((Ms(20), "lost"), (session.End, session.CutOff));
    }

    [Fact]
    public void Recorder_should_say_that_a_stream_was_not_read_to_its_end()
    {
        var time = new FakeTimeProvider();
        var recorder = new TraceRecorder(time);
        time.Advance(Ms(50));
        recorder.Begin();
        time.Advance(Ms(7));
        recorder.Add("a"u8.ToArray());
        time.Advance(Ms(2));

        var open = recorder.ToSession(Header);
        recorder.Complete(waited: true);
        time.Advance(Ms(2));
        var whole = recorder.ToSession(Header);

        Assert.Equal((Ms(7), Ms(9), "the stream was not read to its end"), (open.Deltas.Single().At, open.End, open.CutOff));
        Assert.Equal((Ms(9), null), (whole.End, whole.CutOff));
        Assert.Equal(time.GetUtcNow() - Ms(11), whole.Header.Arrival);
    }

    /// <summary>What comes when so much time has passed, and not before; null for the end.</summary>
    private static async Task<string?> NextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> played, FakeTimeProvider time, TimeSpan after)
    {
        var next = played.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        time.Advance(after - Ms(1));
        Assert.False(next.IsCompleted);
        time.Advance(Ms(1));
        return await next ? Encoding.UTF8.GetString(played.Current.Span) : null;
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
