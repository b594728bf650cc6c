using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Eager.Engine.Executions;
using Eager.Executions;

namespace Eager.Engine.Tests.Executions;

public sealed class OutputLogTests
{
    private const int TailSize = 16 * 1024;

    [Fact]
    public void Tail_and_digest_should_be_those_of_the_whole_output_when_it_comes_in_any_pieces() =>
        Gen.Int[0, 9000].Array[0, 12].Sample(lengths =>
        {
            using var log = new OutputLog();
            var written = new StringBuilder();
            foreach (var length in lengths)
            {
                var piece = string.Concat(Enumerable.Range(written.Length, length).Select(i => (char)('a' + (i % 26))));
                written.Append(piece);
                log.Append(new OutputReceived(OutputStream.Stdout, Encoding.UTF8.GetBytes(piece)), TimeSpan.Zero);
            }

            var whole = written.ToString();
            return log.StdoutTail == whole[Math.Max(0, whole.Length - TailSize)..]
                && log.StdoutSha256() == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)));
        }, iter: 200);

    [Fact]
    public void Tail_should_be_the_end_when_one_piece_is_longer_than_the_ring()
    {
        using var log = new OutputLog();
        log.Append(new OutputReceived(OutputStream.Stderr, "lost"u8.ToArray()), TimeSpan.Zero);
        log.Append(new OutputReceived(OutputStream.Stderr, Encoding.UTF8.GetBytes(new string('x', TailSize) + "end")), TimeSpan.Zero);

        Assert.Equal(new string('x', TailSize - 3) + "end", log.StderrTail);
        Assert.Empty(log.StdoutTail);
    }

    [Fact]
    public void Tail_should_begin_with_a_whole_character_when_the_ring_cuts_one()
    {
        using var log = new OutputLog();
        log.Append(new OutputReceived(OutputStream.Stdout, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("€", TailSize / 3)) + "€€")), TimeSpan.Zero);

        Assert.Equal(string.Concat(Enumerable.Repeat("€", TailSize / 3)), log.StdoutTail);
    }

    [Fact]
    public void First_should_be_the_time_of_the_first_output_of_either_stream()
    {
        using var log = new OutputLog();
        Assert.Null(log.First);
        log.Append(new OutputReceived(OutputStream.Stderr, "a"u8.ToArray()), TimeSpan.FromSeconds(2));
        log.Append(new OutputReceived(OutputStream.Stdout, "b"u8.ToArray()), TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(2), log.First);
    }

    [Fact]
    public void Digest_should_not_contain_standard_error()
    {
        using var log = new OutputLog();
        var empty = log.StdoutSha256();
        log.Append(new OutputReceived(OutputStream.Stderr, "a"u8.ToArray()), TimeSpan.Zero);

        Assert.Equal(empty, log.StdoutSha256());
    }
}
