using System.Text;
using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tests.Scripted;
using Eager.Events;

namespace Eager.Engine.Tests.Pipeline;

[Collection(nameof(AloneCollection))]
public sealed class BackPressureTests(EngineHost host, ITestOutputHelper log) : IClassFixture<EngineHost>
{
    private const int Mebibyte = 1024 * 1024;

    private static readonly SessionLimits Limits = new()
    {
        PipeBytes = 16 * 1024,
        QueuedStatementBytes = 64 * 1024,
        EventWindow = 16,
        ReaderQueue = 32,
    };

    /// <summary>Two pipes, the window, what one step of the chunker may overdraw, and one write a pipe.</summary>
    private static long Bound(int write) => (2 * (Limits.PipeBytes + write)) + Limits.QueuedStatementBytes + 8192;

    [Fact]
    public async Task Producer_should_be_held_back_when_it_pushes_for_seconds_against_a_slow_backend()
    {
        var slow = new ScriptedSessionOptions { Slots = 4, Records = false, UnitDelay = TimeSpan.FromMilliseconds(1) };
        await using var session = await host.OpenAsync(slow, options => options with { Limits = Limits });
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var padding = new string('x', 200);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long accepted = 0, mostHeld = 0, mostMemory = 0, held = 0;
        var sent = 0;
        while (!stop.IsCancellationRequested)
        {
            var statement = Encoding.UTF8.GetBytes($"print {sent++} {padding}\n");
            var flush = session.Session.Input.WriteAsync(statement, CancellationToken.None);
            held += flush.IsCompleted ? 0 : 1;
            Assert.False((await flush).IsCompleted);
            accepted += statement.Length;
            mostHeld = Math.Max(mostHeld, accepted - session.Backend.ExecutedBytes);
            if (sent % 500 == 0)
                mostMemory = Math.Max(mostMemory, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        await session.CompleteAsync();
        var events = await session.EventsAsync();
        log.WriteLine($"{sent} statements, {accepted} bytes, {held} flushes waited, at most {mostHeld} bytes and {mostMemory} bytes of heap under way");

        events.AssertWellFormed();
        Assert.True(held > 0, "the producer never waited");
        Assert.InRange(mostHeld, 0, Bound(padding.Length + 20));
        Assert.Equal(string.Concat(Enumerable.Range(0, sent).Select(i => $"{i} {padding}\n")), events.Output());
        Assert.Equal(sent, events.Summary().Statements);
    }

    [Fact]
    public async Task Memory_should_stay_flat_when_a_program_never_ends()
    {
        await using var session = await host.OpenAsync(
            new ScriptedSessionOptions { Records = false }, options => options with { Limits = Limits }, readEvents: false);
        var reading = CountAsync(session);
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x\n", 1000)));
        long settled = 0, grown = 0;
        for (var round = 0; round < 200; round++)
        {
            await session.Session.Input.WriteAsync(lines, CancellationToken.None);
            if (round % 40 != 39)
                continue;
            var now = GC.GetTotalMemory(forceFullCollection: true);
            settled = settled == 0 ? now : settled;
            grown = Math.Max(grown, now - settled);
        }

        await session.CompleteAsync();
        var (statements, last) = await reading.WaitAsync(TimeSpan.FromSeconds(60));
        log.WriteLine($"{statements} statements, {grown} bytes grown");

        Assert.Equal(200_000, statements);
        Assert.IsType<SessionCompleted>(last);
        Assert.InRange(grown, 0, 4 * Mebibyte);
    }

    [Fact]
    public async Task Program_should_be_held_back_when_the_reader_of_events_pauses()
    {
        await using var session = await host.OpenAsync(configure: options => options with { Limits = Limits }, readEvents: false);
        await session.WriteAsync("flood 5000\nprint end\n");
        await session.CompleteAsync();
        var receives = await StandstillAsync(() => session.Backend.Receives);

        Assert.InRange(receives, Limits.EventWindow, Limits.ReaderQueue + Limits.EventWindow + 8);
        var read = await ReadWithPausesAsync(session);
        log.WriteLine($"{receives} calls before the reader began, {session.Backend.Receives} in all");

        read.AssertWellFormed();
        Assert.Equal(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i}".PadRight(1023) + "\n")) + "end\n", read.Output());
    }

    [Fact]
    public async Task Producer_should_be_held_back_when_the_reader_of_events_pauses()
    {
        await using var session = await host.OpenAsync(configure: options => options with { Limits = Limits }, readEvents: false);
        long accepted = 0;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var line = Encoding.UTF8.GetBytes($"print {i}\n");
                await session.Session.Input.WriteAsync(line, CancellationToken.None);
                Interlocked.Add(ref accepted, line.Length);
            }

            await session.CompleteAsync();
        });
        var stood = await StandstillAsync(() => Interlocked.Read(ref accepted));

        Assert.InRange(stood, 0, Bound(16));
        var read = await ReadWithPausesAsync(session);
        await writing;
        log.WriteLine($"{stood} bytes accepted while nobody read");

        read.AssertWellFormed();
        Assert.Equal(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i}\n")), read.Output());
    }

    [Fact]
    public async Task Statement_should_pass_when_it_is_larger_than_the_window()
    {
        var large = new string('x', 4 * Limits.QueuedStatementBytes);

        var events = await host.RunAsync($"print {large}\nprint b\n", configure: options => options with { Limits = Limits });

        events.AssertWellFormed();
        Assert.Equal($"{large}\nb\n", events.Output());
    }

    /// <summary>Waits until a count has stood still for a while, and returns it.</summary>
    private static async Task<T> StandstillAsync<T>(Func<T> count)
        where T : struct, IEquatable<T>
    {
        var (last, still) = (count(), 0);
        while (still < 20)
        {
            await Task.Delay(20);
            var now = count();
            still = now.Equals(last) && !now.Equals(default) ? still + 1 : 0;
            last = now;
        }

        return last;
    }

    private static async Task<IReadOnlyList<SessionEvent>> ReadWithPausesAsync(TestSession session)
    {
        var read = new List<SessionEvent>();
        await foreach (var one in session.Session.Events.ReadAllAsync())
        {
            read.Add(one);
            if (read.Count % 1000 == 0)
                await Task.Delay(20);
        }

        return read;
    }

    private static async Task<(int Statements, SessionEvent? Last)> CountAsync(TestSession session)
    {
        var (statements, last) = (0, default(SessionEvent));
        await foreach (var one in session.Session.Events.ReadAllAsync())
        {
            statements += one is BatchFinished finished ? finished.Statements.Count : 0;
            last = one;
        }

        return (statements, last);
    }
}
