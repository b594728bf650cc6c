using System.Buffers;

namespace Eager.Wire;

/// <summary>Takes frames from the start of a buffer.</summary>
public static class FrameReader
{
    /// <summary>Takes one frame. A malformed one is recognised from its header, before any of its payload is there.</summary>
    /// <param name="buffer">Where to read; advanced past the frame where one was whole, left as it was otherwise.</param>
    /// <param name="maxPayload">Longest payload to accept, 0 to <see cref="FrameHeader.MaxPayload"/>.</param>
    /// <param name="frame">The frame where one was whole.</param>
    public static FrameReadResult TryRead(ref ReadOnlySequence<byte> buffer, int maxPayload, out Frame frame)
    {
        frame = default;
        if (buffer.Length < FrameHeader.Size)
            return FrameReadResult.NeedMore;

        Span<byte> header = stackalloc byte[FrameHeader.Size];
        buffer.Slice(0, FrameHeader.Size).CopyTo(header);
        if (!FrameHeader.TryRead(header, maxPayload, out var type, out var length))
            return FrameReadResult.Malformed;
        if (buffer.Length - FrameHeader.Size < length)
            return FrameReadResult.NeedMore;

        frame = new Frame(type, buffer.Slice(FrameHeader.Size, length));
        buffer = buffer.Slice(FrameHeader.Size + (long)length);
        return FrameReadResult.Complete;
    }
}
