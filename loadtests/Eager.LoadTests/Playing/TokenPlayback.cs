using System.IO.Pipelines;
using Eager.LoadTests.Programs;

namespace Eager.LoadTests.Playing;

/// <summary>
/// One stream that a <see cref="TokenClock"/> plays: writes each piece when it is due and never before. A full session makes the pieces behind
/// late, which counts as latency because times are taken from when a piece was due.
/// </summary>
public sealed class TokenPlayback
{
    private readonly LoadProgram _program;
    private readonly PipeWriter _input;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PlaybackGaps? _gaps;
    private Task<FlushResult>? _flush;
    private int _next;
    private volatile Exception? _breakOff;
    private volatile bool _breaksOff;

    /// <param name="program">What to play.</param>
    /// <param name="input">Where; completed at the end.</param>
    /// <param name="began">When the stream begins, as a timestamp of the clock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="gaps">Takes the times of pieces that were taken; null where nobody asks.</param>
    public TokenPlayback(LoadProgram program, PipeWriter input, long began, TimeProvider time, PlaybackGaps? gaps = null)
    {
        (_program, _input, _began, _time, _gaps) = (program, input, began, time, gaps);
        NextAt = DueAt(0);
    }

    /// <summary>When there is something to do, as a timestamp.</summary>
    public long NextAt { get; private set; }

    /// <summary>Completes when the input is completed, whether everything was played or nobody wanted the rest.</summary>
    public Task Over => _over.Task;

    public bool IsOver { get; private set; }

    /// <summary>When the first piece was taken, as a timestamp; null before.</summary>
    public long? FirstTakenAt { get; private set; }

    /// <summary>Pieces that were played.</summary>
    public int Played => _next;

    /// <summary>The client is gone: the stream is cut off at the next look.</summary>
    public void BreakOff(Exception cause) => (_breakOff, _breaksOff) = (cause, true);

    /// <summary>Plays what is due and returns how many pieces that were. Called by one thread.</summary>
    internal int Play(long now)
    {
        var before = _next;
        while (!IsOver && CanWrite(now) && DueAt(_next) <= now)
            Write(now);
        if (!IsOver)
            NextAt = _flush is null ? DueAt(_next) : now;
        return _next - before;
    }

    private bool CanWrite(long now)
    {
        if (_breaksOff)
        {
            End(_breakOff);
            return false;
        }

        if (_flush is not { IsCompleted: true } flushed)
            return _flush is null;
        _flush = null;
        if (!flushed.IsCompletedSuccessfully || flushed.Result.IsCompleted)
            End(cutOff: null);
        else
            Taken(now);
        return !IsOver;
    }

    private void Write(long now)
    {
        if (_next == _program.Deltas.Count)
        {
            End(cutOff: null);
            return;
        }

        var flush = _input.WriteAsync(_program.Deltas[_next].Bytes);
        _next++;
        if (!flush.IsCompletedSuccessfully)
            _flush = flush.AsTask();
        else if (flush.Result.IsCompleted)
            End(cutOff: null);
        else
            Taken(now);
    }

    private void Taken(long now)
    {
        FirstTakenAt ??= now;
        _gaps?.Add(now);
    }

    private void End(Exception? cutOff)
    {
        IsOver = true;
        _input.Complete(cutOff);
        _over.TrySetResult();
    }

    private long DueAt(int piece)
    {
        var at = piece < _program.Deltas.Count ? _program.Deltas[piece].At : _program.Generation;
        return _began + (long)(at.TotalSeconds * _time.TimestampFrequency);
    }
}
