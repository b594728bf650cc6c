using System.Security.Cryptography;
using System.Text;
using Eager.Engine.Executions.Limits;
using Eager.Executions;

namespace Eager.Engine.Executions;

/// <summary>What a program wrote, in bounded memory: a digest, the time of the first byte, and the end of each stream; nothing of it before there is output.</summary>
internal sealed class OutputLog : IDisposable
{
    private const int TailSize = 16 * 1024;

    private static readonly string EmptySha256 = Convert.ToHexStringLower(SHA256.HashData([]));

    private readonly ByteTail _stdoutTail = new(TailSize);
    private readonly ByteTail _stderrTail = new(TailSize);
    private IncrementalHash? _stdout;

    /// <summary>When the first output arrived, since the session opened.</summary>
    public TimeSpan? First { get; private set; }

    public string StdoutTail => TextOf(_stdoutTail);

    public string StderrTail => TextOf(_stderrTail);

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

    /// <summary>The ring may have cut into a character: at most three bytes continue one.</summary>
    private static string TextOf(ByteTail tail)
    {
        var bytes = tail.ToArray().AsSpan();
        var cut = 0;
        while (tail.IsCut && cut < 3 && (bytes[cut] & 0xC0) == 0x80)
            cut++;
        return Encoding.UTF8.GetString(bytes[cut..]);
    }
}
