using System.Buffers;
using Eager.Wire;

namespace Eager.Executors.Workers;

/// <summary>Bytes of frames that have been read and not decoded: at most one frame that is not whole yet, and what one read brought.</summary>
internal sealed class FrameBuffer
{
    /// <summary>Room for one read: the ends of some five hundred units.</summary>
    private const int ReadSize = 16 * 1024;

    private byte[] _bytes = new byte[ReadSize];
    private int _start;
    private int _end;

    /// <summary>Where the next read goes.</summary>
    public Span<byte> Free
    {
        get
        {
            if (_start == _end)
                Clear();
            if (_bytes.Length - _end < ReadSize / 2)
                MakeRoom();
            return _bytes.AsSpan(_end);
        }
    }

    public void Add(int count) => _end += count;

    public void Clear()
    {
        _start = _end = 0;
        if (_bytes.Length > ReadSize * 8)
            _bytes = new byte[ReadSize];
    }

    /// <exception cref="WireException">The worker sent something that is no frame of a worker.</exception>
    public WorkerFrame? TryTake()
    {
        if (_start == _end)
            return null;
        var bytes = new ReadOnlySequence<byte>(_bytes, _start, _end - _start);
        var before = bytes.Length;
        switch (FrameReader.TryRead(ref bytes, FrameHeader.MaxPayload, out var frame))
        {
            case FrameReadResult.NeedMore:
                return null;
            case FrameReadResult.Malformed:
                throw new WireException("bytes that are no frame");
            default:
                _start += (int)(before - bytes.Length);
                return FrameDecoder.DecodeWorkerFrame(frame);
        }
    }

    private void MakeRoom()
    {
        var held = _bytes.AsSpan(_start, _end - _start);
        var target = held.Length > _bytes.Length / 2 ? new byte[_bytes.Length * 2] : _bytes;
        held.CopyTo(target);
        (_bytes, _start, _end) = (target, 0, held.Length);
    }
}
