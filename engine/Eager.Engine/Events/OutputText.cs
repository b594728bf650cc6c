using System.Buffers;
using System.Text;

namespace Eager.Engine.Events;

/// <summary>What a program wrote. Of more than the limit the beginning and the end are kept.</summary>
/// <param name="limit">Bytes that are kept, at least 2.</param>
public sealed class OutputText(int limit)
{
    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly int _half = limit / 2;
    private byte[]? _tail;
    private long _behindHead;

    /// <summary>Takes what was written next.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var free = Math.Min(bytes.Length, _half - _head.WrittenCount);
        _head.Write(bytes[..free]);
        if (free == bytes.Length)
            return;
        _tail ??= new byte[_half];
        foreach (var one in bytes[free..])
            _tail[_behindHead++ % _half] = one;
    }

    public override string ToString()
    {
        var head = _head.WrittenSpan;
        if (_tail is null)
            return Encoding.UTF8.GetString(head);
        if (_behindHead <= _half)
            return Encoding.UTF8.GetString([.. head, .. _tail.AsSpan(0, (int)_behindHead)]);
        var oldest = (int)(_behindHead % _half);
        var left = $"\n[{_behindHead - _half} bytes left out]\n";
        return $"{Encoding.UTF8.GetString(head)}{left}{Encoding.UTF8.GetString([.. _tail.AsSpan(oldest), .. _tail.AsSpan(0, oldest)])}";
    }
}
