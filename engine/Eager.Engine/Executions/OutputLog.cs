using System.Security.Cryptography;
using System.Text;
using Eager.Executions;

namespace Eager.Engine.Executions;

/// <summary>What a program wrote, in bounded memory: a digest, the time of the first byte, and the end of each stream; nothing of it before there is output.</summary>
internal sealed class OutputLog : IDisposable
{
    private const int TailSize = 16 * 1024;

    private static readonly string EmptySha256 = Convert.ToHexStringLower(SHA256.HashData([]));

    private IncrementalHash? _stdout;
    private readonly Tail _stdoutTail = new();
    private readonly Tail _stderrTail = new();

    /// <summary>When the first output arrived, since the session opened.</summary>
    public TimeSpan? First { get; private set; }

    public string StdoutTail => _stdoutTail.Text;

    public string StderrTail => _stderrTail.Text;

    public void Append(OutputReceived output, TimeSpan at)
    {
        First ??= at;
        if (output.Stream == OutputStream.Stdout)
            (_stdout ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256)).AppendData(output.Bytes.Span);
        (output.Stream == OutputStream.Stdout ? _stdoutTail : _stderrTail).Append(output.Bytes.Span);
    }

    /// <summary>SHA-256 of standard output so far, lower-case hexadecimal.</summary>
    public string StdoutSha256() => _stdout is null ? EmptySha256 : Convert.ToHexStringLower(_stdout.GetCurrentHash());

    public void Dispose() => _stdout?.Dispose();

    private sealed class Tail
    {
        private byte[] _ring = [];
        private long _written;

        public string Text
        {
            get
            {
                var length = (int)Math.Min(_written, TailSize);
                var bytes = new byte[length];
                for (var i = 0; i < length; i++)
                    bytes[i] = _ring[(_written - length + i) % TailSize];
                return Encoding.UTF8.GetString(_written > TailSize ? FromWholeCharacter(bytes) : bytes);
            }
        }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (_ring.Length < TailSize)
                Grow(bytes.Length);
            _written += bytes.Length;
            var kept = bytes.Length > TailSize ? bytes[^TailSize..] : bytes;
            var at = (int)((_written - kept.Length) % TailSize);
            var first = Math.Min(kept.Length, TailSize - at);
            kept[..first].CopyTo(_ring.AsSpan(at));
            kept[first..].CopyTo(_ring);
        }

        /// <summary>Most programs write little: the ring is as large as what was written until it is full.</summary>
        private void Grow(int length)
        {
            var wanted = Math.Min(_written + length, TailSize);
            if (wanted > _ring.Length)
                Array.Resize(ref _ring, (int)Math.Min(Math.Max(wanted, 2 * _ring.Length), TailSize));
        }

        /// <summary>The ring may have cut into a character: at most three bytes continue one.</summary>
        private static ReadOnlySpan<byte> FromWholeCharacter(ReadOnlySpan<byte> bytes)
        {
            var cut = 0;
            while (cut < 3 && (bytes[cut] & 0xC0) == 0x80)
                cut++;
            return bytes[cut..];
        }
    }
}
