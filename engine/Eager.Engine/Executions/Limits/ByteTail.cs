namespace Eager.Engine.Executions.Limits;

/// <summary>The last bytes of a stream, in a ring.</summary>
internal sealed class ByteTail(int capacity)
{
    private byte[] _ring = [];
    private long _written;

    public int Length => (int)Math.Min(_written, capacity);

    /// <summary>True where bytes before those that are kept were written.</summary>
    public bool IsCut => _written > capacity;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_ring.Length < capacity)
            Grow(bytes.Length);
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

    /// <summary>Most programs write little: the ring is as large as what was written until it is full.</summary>
    private void Grow(int length)
    {
        var wanted = (int)Math.Min(_written + length, capacity);
        if (wanted > _ring.Length)
            Array.Resize(ref _ring, Math.Min(Math.Max(wanted, 2 * _ring.Length), capacity));
    }
}
