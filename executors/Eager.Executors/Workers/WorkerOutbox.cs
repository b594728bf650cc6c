using System.Buffers;
using Eager.Executors.Processes;
using Eager.Wire;

namespace Eager.Executors.Workers;

/// <summary>Frames on their way to a worker. What a cancelled flush leaves behind goes first in the next one, so frames are never torn.</summary>
internal sealed class WorkerOutbox(WorkerProcess process)
{
    /// <summary>From here on a caller with more to write flushes first.</summary>
    private const int FlushSize = 64 * 1024;

    private const int InitialSize = 4 * 1024;

    private ArrayBufferWriter<byte> _frames = new(InitialSize);
    private int _sent;
    private bool _broken;

    public bool IsFull => _frames.WrittenCount >= FlushSize;

    /// <exception cref="WireException">The frame is too long; nothing was written.</exception>
    public void Write(HostFrame frame)
    {
        if (!_broken)
            FrameWriter.Write(_frames, frame);
    }

    /// <summary>Completes when the pipe has taken everything, or nobody reads it any more: the worker's end is reported elsewhere.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        while (_sent < _frames.WrittenCount && !_broken && !process.IsReleased)
        {
            var taken = process.Write(_frames.WrittenSpan[_sent..]);
            if (taken is > 0)
                _sent += taken.Value;
            else if (taken is null)
                _broken = true;
            else
                await process.WaitWritableAsync(cancellationToken).ConfigureAwait(false);
        }

        _sent = 0;
        if (_frames.Capacity > FlushSize * 4)
            _frames = new ArrayBufferWriter<byte>(InitialSize);
        else
            _frames.ResetWrittenCount();
    }
}
