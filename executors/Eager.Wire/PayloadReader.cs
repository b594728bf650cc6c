using System.Buffers;

namespace Eager.Wire;

/// <summary>Reads the fixed fields of a payload.</summary>
internal ref struct PayloadReader(FrameType type, ReadOnlySequence<byte> payload)
{
    private SequenceReader<byte> _reader = new(payload);

    public readonly ReadOnlySequence<byte> Rest => _reader.UnreadSequence;

    public byte ReadByte() => _reader.TryRead(out var value) ? value : throw Malformed();

    public int ReadInt32() => _reader.TryReadLittleEndian(out int value) ? value : throw Malformed();

    public uint ReadUInt32() => (uint)ReadInt32();

    public long ReadInt64() => _reader.TryReadLittleEndian(out long value) ? value : throw Malformed();

    public void SkipZeros(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (ReadByte() != 0)
                throw Malformed();
        }
    }

    public readonly WireException Malformed() => new($"a frame of type 0x{(byte)type:x2} is malformed");
}
