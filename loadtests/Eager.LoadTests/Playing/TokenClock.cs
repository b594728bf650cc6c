using System.Collections.Concurrent;

namespace Eager.LoadTests.Playing;

/// <summary>
/// Plays all token streams of a load test on one thread: a wheel of milliseconds instead of a timer and a task for each stream, so that
/// five thousand streams cost the generator little and what is measured is the product. A late tick plays everything that became due.
/// </summary>
public sealed class TokenClock : IDisposable
{
    private const int Slots = 1 << 12;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly List<TokenPlayback>[] _wheel = new List<TokenPlayback>[Slots];
    private readonly ConcurrentQueue<TokenPlayback> _added = new();
    private readonly AutoResetEvent _stopping = new(initialState: false);
    private readonly Thread _thread;
    private List<TokenPlayback> _due = [];
    private long _played = -1;
    private long _tokens;
    private long _processorNanoseconds;
    private volatile bool _stopped;

    public TokenClock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_time, _began) = (time, time.GetTimestamp());
        for (var i = 0; i < Slots; i++)
            _wheel[i] = [];
        _thread = new Thread(Run) { IsBackground = true, Name = "token clock" };
        _thread.Start();
    }

    /// <summary>Tokens written so far.</summary>
    public long Tokens => Interlocked.Read(ref _tokens);

    /// <summary>Processor time that the clock's thread took, as of a tenth of a second ago: the generator's share, and whatever of the product runs in a write.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromMicroseconds(Interlocked.Read(ref _processorNanoseconds) / 1000.0);

    /// <summary>Plays a stream from its beginning, which may lie in the future.</summary>
    public void Add(TokenPlayback playback) => _added.Enqueue(playback);

    public void Dispose()
    {
        _stopped = true;
        _stopping.Set();
        _thread.Join();
        _stopping.Dispose();
    }

    private void Run()
    {
        var counted = 0L;
        while (!_stopped)
        {
            var now = _time.GetTimestamp();
            while (_added.TryDequeue(out var added))
                Place(added, now);
            for (var slot = SlotOf(now); _played < slot;)
                Play(++_played, now);
            if (now - counted >= _time.TimestampFrequency / 10)
            {
                Interlocked.Exchange(ref _processorNanoseconds, ThreadTime.OfThisThread());
                counted = now;
            }

            _stopping.WaitOne(Tick);
        }
    }

    private void Play(long slot, long now)
    {
        var list = _wheel[slot % Slots];
        if (list.Count == 0)
            return;
        (_wheel[slot % Slots], _due) = (_due, list);
        foreach (var playback in _due)
        {
            if (SlotOf(playback.NextAt) <= slot)
                _tokens += playback.Play(now);
            if (!playback.IsOver)
                Place(playback, now);
        }

        _due.Clear();
    }

    /// <summary>What is due already, or waits for a full session, gets another look at the next tick.</summary>
    private void Place(TokenPlayback playback, long now)
    {
        var slot = Math.Max(SlotOf(playback.NextAt), Math.Max(_played + 1, SlotOf(now)));
        _wheel[Math.Min(slot, _played + Slots - 1) % Slots].Add(playback);
    }

    private long SlotOf(long timestamp) => (long)(_time.GetElapsedTime(_began, timestamp) / Tick);
}
