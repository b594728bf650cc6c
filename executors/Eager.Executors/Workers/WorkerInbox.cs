using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Wire;

namespace Eager.Executors.Workers;

/// <summary>
/// Takes what a worker sends, in the order of PROTOCOL.md: before a frame is reported, what the output pipes held when it was read is. Reads only
/// when asked, so a caller who does not ask holds the worker back.
/// </summary>
internal sealed class WorkerInbox(WorkerProcess process)
{
    /// <summary>Longest piece of output, in bytes.</summary>
    private const int MaxOutput = 64 * 1024;

    private readonly FrameBuffer _frames = new();
    private int _owedStdout;
    private int _owedStderr;
    private int _framesLeft = int.MaxValue;
    private bool _framesGivenUp;
    private bool _stderrFirst;
    private ProcessExit? _exit;
    private bool _lastOutputOwed;

    /// <summary>Takes the next arrival. Null where nothing is there; after the exit, the exit again.</summary>
    /// <exception cref="WireException">The worker broke the protocol. <see cref="GiveUpFrames"/>, then go on.</exception>
    public Arrival? TryTake()
    {
        while (true)
        {
            if (TakeOwed() is { } owed)
                return new Arrival(owed, null, null);
            if (_frames.TryTake() is { } frame)
                return new Arrival(null, frame, null);
            if (_exit is not null)
            {
                if (TakeLast() is { } last)
                    return last;
                continue;
            }

            var ready = process.Ready();
            if (ready == ProcessChannels.None)
                return null;
            if (ready.HasFlag(ProcessChannels.Exit))
                SeeExit();
            else if (ready.HasFlag(ProcessChannels.Frames))
                ReadFrames();
            else if (TakeReady(ready) is { } output)
                return new Arrival(output, null, null);
        }
    }

    /// <summary>The stream of frames is broken: what still comes is read and thrown away.</summary>
    public void GiveUpFrames()
    {
        _framesGivenUp = true;
        _frames.Clear();
    }

    /// <summary>All that the worker and its children wrote is in the pipes now.</summary>
    private void SeeExit()
    {
        _exit = process.TryReap();
        _framesLeft = process.Available(ProcessChannels.Frames);
    }

    private Arrival? TakeLast()
    {
        if (_framesLeft > 0)
        {
            ReadFrames();
            return null;
        }

        if (_lastOutputOwed)
            return new Arrival(null, null, _exit);
        _lastOutputOwed = true;
        OweOutput();
        return null;
    }

    private void ReadFrames()
    {
        // Output is measured between the frames' measure and their reading: it holds what came before them, and nothing that waits for their reading.
        var there = Math.Max(1, process.Available(ProcessChannels.Frames));
        OweOutput();
        var free = _frames.Free;
        var count = process.Read(ProcessChannels.Frames, free[..Math.Min(free.Length, Math.Min(there, _framesLeft))]) ?? 0;
        _frames.Add(count);
        if (_framesGivenUp)
            _frames.Clear();
        if (_exit is not null)
            _framesLeft = count == 0 ? 0 : _framesLeft - count;
    }

    private void OweOutput()
    {
        _owedStdout = process.Available(ProcessChannels.Stdout);
        _owedStderr = process.Available(ProcessChannels.Stderr);
    }

    private OutputReceived? TakeOwed() =>
        TakeOwed(ProcessChannels.Stdout, ref _owedStdout) ?? TakeOwed(ProcessChannels.Stderr, ref _owedStderr);

    private OutputReceived? TakeOwed(ProcessChannels channel, ref int owed)
    {
        if (owed == 0)
            return null;
        var output = Take(channel, owed);
        owed -= output?.Bytes.Length ?? owed;
        return output;
    }

    /// <summary>The two pipes take turns, so that a flood in one does not hold the other back.</summary>
    private OutputReceived? TakeReady(ProcessChannels ready)
    {
        _stderrFirst = !_stderrFirst;
        var (first, second) = _stderrFirst
            ? (ProcessChannels.Stderr, ProcessChannels.Stdout)
            : (ProcessChannels.Stdout, ProcessChannels.Stderr);
        var channel = ready.HasFlag(first) ? first : second;
        return Take(channel, process.Available(channel));
    }

    /// <summary>Takes up to <paramref name="available"/> bytes. Where there are none the channel is at its end, and the read closes it.</summary>
    private OutputReceived? Take(ProcessChannels channel, int available)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Math.Clamp(available, 1, MaxOutput));
        var count = process.Read(channel, bytes) ?? 0;
        if (count == 0)
            return null;
        var stream = channel == ProcessChannels.Stdout ? OutputStream.Stdout : OutputStream.Stderr;
        return new OutputReceived(stream, bytes.AsMemory(0, count));
    }
}
