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
    /// Text as a model would send it: token k is due k / <paramref name="rate"/> seconds after the first was asked for.
    /// A late token does not delay those after it.
    /// </summary>
    /// <param name="text">The text, in any pieces.</param>
    /// <param name="rate">Tokens a second, above 0.</param>
    /// <param name="characters">Characters a token, at least 1; a byte that is no UTF-8 counts as one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the stream with an exception.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Paced(
        IAsyncEnumerable<ReadOnlyMemory<byte>> text,
        double rate,
        int characters,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var sent = 0L;
        await foreach (var token in Tokens(text, characters, cancellationToken).ConfigureAwait(false))
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
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Tokens(
        IAsyncEnumerable<ReadOnlyMemory<byte>> text, int characters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var held = ReadOnlyMemory<byte>.Empty;
        await foreach (var piece in text.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            held = (byte[])[.. held.Span, .. piece.Span];
            while (TokenLength(held.Span, characters) is > 0 and var length)
            {
                yield return held[..length];
                held = held[length..];
            }
        }

        if (!held.IsEmpty)
            yield return held;
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
