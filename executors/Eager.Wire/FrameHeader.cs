using System.Buffers.Binary;

namespace Eager.Wire;

/// <summary>The eight bytes before each payload.</summary>
public static class FrameHeader
{
    /// <summary>Length of a header in bytes.</summary>
    public const int Size = 8;

    /// <summary>Longest payload in bytes.</summary>
    public const int MaxPayload = 16 * 1024 * 1024;

    internal static void Write(Span<byte> header, FrameType type, int payloadLength)
    {
        if ((uint)payloadLength > MaxPayload)
            throw new WireException($"a frame of {payloadLength} bytes is longer than the protocol allows ({MaxPayload})");
        BinaryPrimitives.WriteInt32LittleEndian(header, payloadLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], (byte)type);
    }

    /// <summary>Reads a header. False where the length, the type or the reserved bytes are none that the protocol knows.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> header, int maxPayload, out FrameType type, out int payloadLength)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        type = (FrameType)header[4];
        payloadLength = (int)Math.Min(length, int.MaxValue);
        var reserved = header[5] | header[6] | header[7];
        return length <= (uint)maxPayload && reserved == 0 && IsKnown(type);
    }

    private static bool IsKnown(FrameType type) => type
        is FrameType.Open or FrameType.Unit or FrameType.End
        or FrameType.Hello or FrameType.UnitFinished or FrameType.Error or FrameType.ProgramFinished
        or FrameType.Display or FrameType.Held or FrameType.Resumed or FrameType.Kept;
}
