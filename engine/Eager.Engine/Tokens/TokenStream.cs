using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Eager.Engine.Tokens;

/// <summary>Program text as timed deltas.</summary>
public static class TokenStream
{
    private const int ReadSize = 16 * 1024;

    /// <summary>Text as it comes, in the pieces that reads give.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> AsItComes(
        Stream source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[ReadSize];
        int count;
        while ((count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            yield return buffer.AsMemory(0, count);
    }

    /// <summary>
    /// Tokens as a model would send them: token k is due k / <paramref name="rate"/> seconds after the first was asked for.
    /// A late token does not delay those after it.
    /// </summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="rate">Tokens a second, above 0.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the stream with an exception.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Paced(
        IAsyncEnumerable<ReadOnlyMemory<byte>> tokens,
        double rate,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var sent = 0L;
        await foreach (var token in tokens.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var wait = TimeSpan.FromSeconds(++sent / rate) - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            yield return token;
        }
    }

    /// <summary>Plays recorded deltas at their recorded times.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Replayed(
        IReadOnlyList<TraceDelta> trace, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        foreach (var delta in trace)
        {
            var wait = delta.At - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            yield return delta.Bytes;
        }
    }

    /// <summary>Cuts text into tokens of so many characters; a byte that is no UTF-8 counts as one.</summary>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Tokens(
        IAsyncEnumerable<ReadOnlyMemory<byte>> text, int characters, CancellationToken cancellationToken) =>
        Cut(text, held => TokenLength(held.Span, characters), cancellationToken);

    /// <summary>Cuts a provider's stream into its events: server-sent events behind their blank line, JSON lines behind their newline.</summary>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Events(IAsyncEnumerable<ReadOnlyMemory<byte>> text, CancellationToken cancellationToken) =>
        Cut(text, held => EventLength(held.Span), cancellationToken);

    /// <param name="text">The text, in any pieces.</param>
    /// <param name="next">Length of the next token at the beginning of what is given, or 0 where more is needed to tell.</param>
    /// <param name="cancellationToken">Ends the stream with an exception.</param>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Cut(
        IAsyncEnumerable<ReadOnlyMemory<byte>> text,
        Func<ReadOnlyMemory<byte>, int> next,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var held = ReadOnlyMemory<byte>.Empty;
        await foreach (var piece in text.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            held = (byte[])[.. held.Span, .. piece.Span];
            while (next(held) is > 0 and var length)
            {
                yield return held[..length];
                held = held[length..];
            }
        }

        if (!held.IsEmpty)
            yield return held;
    }

    /// <summary>Bytes of the next event, or 0 where more text is needed to tell.</summary>
    private static int EventLength(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; ;)
        {
            var end = bytes[at..].IndexOf((byte)'\n');
            if (end < 0)
                return 0;
            var line = bytes.Slice(at, end).TrimEnd((byte)'\r');
            at += end + 1;
            if (line.IsEmpty || line[0] == '{')
                return at;
        }
    }

    /// <summary>Bytes of the next token, or 0 where more text is needed to tell.</summary>
    private static int TokenLength(ReadOnlySpan<byte> bytes, int characters)
    {
        var length = 0;
        for (var i = 0; i < characters; i++)
        {
            if (Rune.DecodeFromUtf8(bytes[length..], out _, out var consumed) == OperationStatus.NeedMoreData)
                return 0;
            length += consumed;
        }

        return length;
    }
}
