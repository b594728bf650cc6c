using System.Buffers;

namespace Eager.Host.Running;

/// <summary>A stream that is read once, as far as anybody wants it, and given to each reader from its start.</summary>
/// <param name="input">The stream.</param>
/// <param name="limit">Most bytes that are kept; whoever wants more meets the end.</param>
internal sealed class SharedInput(Stream input, int limit)
{
    private const int BufferSize = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly byte[] _buffer = new byte[BufferSize];
    private Task<bool>? _reading;

    /// <summary>True once the stream held more than is kept.</summary>
    public bool IsTooLong { get; private set; }

    public Stream Open() => new SharedInputReader(this);

    /// <summary>Bytes from a position on; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(int position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<bool> reading;
            lock (_lock)
            {
                var rest = _kept.WrittenSpan[position..];
                if (!rest.IsEmpty)
                {
                    var count = Math.Min(rest.Length, buffer.Length);
                    rest[..count].CopyTo(buffer.Span);
                    return count;
                }

                reading = _reading ??= Task.Run(ReadOnAsync, CancellationToken.None);
            }

            if (!await reading.WaitAsync(cancellationToken).ConfigureAwait(false))
                return 0;
        }
    }

    /// <summary>False at the end; then nobody asks the stream again.</summary>
    private async Task<bool> ReadOnAsync()
    {
        var count = await input.ReadAsync(_buffer).ConfigureAwait(false);
        lock (_lock)
        {
            IsTooLong = _kept.WrittenCount + count > limit;
            if (count == 0 || IsTooLong)
                return false;
            _kept.Write(_buffer.AsSpan(0, count));
            _reading = null;
            return true;
        }
    }
}
