using System.Buffers;
using System.Text;

namespace Eager.Server.Executions;

/// <summary>The beginning of what a program wrote, up to a limit.</summary>
internal sealed class OutputHead(int limit)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public bool IsTruncated { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var room = limit - _bytes.WrittenCount;
        IsTruncated |= bytes.Length > room;
        _bytes.Write(bytes[..Math.Min(bytes.Length, room)]);
    }

    public override string ToString() => Encoding.UTF8.GetString(_bytes.WrittenSpan);
}
