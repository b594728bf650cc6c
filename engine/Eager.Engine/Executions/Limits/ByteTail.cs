namespace Eager.Engine.Executions.Limits;

/// <summary>The last bytes of a stream, in a ring.</summary>
internal sealed class ByteTail(int capacity)
{
    private readonly byte[] _ring = new byte[capacity];
    private long _written;

    public int Length => (int)Math.Min(_written, capacity);

    /// <summary>True where bytes before those that are kept were written.</summary>
    public bool IsCut => _written > capacity;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _written += bytes.Length;
        var kept = bytes.Length > capacity ? bytes[^capacity..] : bytes;
        var at = (int)((_written - kept.Length) % capacity);
        var first = Math.Min(kept.Length, capacity - at);
        kept[..first].CopyTo(_ring.AsSpan(at));
        kept[first..].CopyTo(_ring);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        var at = (int)((_written - bytes.Length) % capacity);
        var first = Math.Min(bytes.Length, capacity - at);
        _ring.AsSpan(at, first).CopyTo(bytes);
        _ring.AsSpan(0, bytes.Length - first).CopyTo(bytes.AsSpan(first));
        return bytes;
    }
}
