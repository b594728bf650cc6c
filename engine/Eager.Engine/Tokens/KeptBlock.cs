using System.Buffers;

namespace Eager.Engine.Tokens;

/// <summary>
/// The memory of one pipe: a small block that it keeps while it is empty, and whatever the shared pool has beside. A pipe gives its memory back each
/// time it is read to its end, which at the pace of a model is each token; over the shared pool, rented by one thread and returned by
/// another, every third token allocated a page.
/// </summary>
internal sealed class KeptBlock : MemoryPool<byte>
{
    /// <summary>Bytes: several tokens, or an event of a provider.</summary>
    public const int Size = 1024;

    private Block? _kept;

    public KeptBlock() => _kept = new Block(this);

    public override int MaxBufferSize => Shared.MaxBufferSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) =>
        minBufferSize <= Size && Interlocked.Exchange(ref _kept, null) is { } kept ? kept : Shared.Rent(Math.Max(minBufferSize, Size));

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(KeptBlock owner) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = new byte[Size];

        public void Dispose() => owner._kept = this;
    }
}
