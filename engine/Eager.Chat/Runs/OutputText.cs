using System.Buffers;
using System.Text;

namespace Eager.Chat.Runs;

/// <summary>What a program wrote. Of more than the limit the beginning and the end are kept.</summary>
/// <param name="limit">Bytes that are kept.</param>
internal sealed class OutputText(int limit)
{
    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly byte[] _tail = new byte[limit / 2];
    private long _behindHead;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var free = (int)Math.Min(bytes.Length, _tail.Length - _head.WrittenCount);
        _head.Write(bytes[..free]);
        foreach (var one in bytes[free..])
            _tail[_behindHead++ % _tail.Length] = one;
    }

    public override string ToString()
    {
        var head = _head.WrittenSpan;
        if (_behindHead <= _tail.Length)
            return Encoding.UTF8.GetString([.. head, .. _tail.AsSpan(0, (int)_behindHead)]);
        var oldest = (int)(_behindHead % _tail.Length);
        var left = $"\n[{_behindHead - _tail.Length} bytes left out]\n";
        return $"{Encoding.UTF8.GetString(head)}{left}{Encoding.UTF8.GetString([.. _tail.AsSpan(oldest), .. _tail.AsSpan(0, oldest)])}";
    }
}
