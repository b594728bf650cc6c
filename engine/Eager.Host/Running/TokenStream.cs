using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Eager.Host.Running;

/// <summary>Program text as timed deltas.</summary>
internal static class TokenStream
{
    private const int ReadSize = 16 * 1024;

    /// <summary>Text as it comes, in pieces as they are read.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> AsItComes(
        Stream source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[ReadSize];
        int count;
        while ((count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            yield return buffer.AsMemory(0, count);
    }

    /// <summary>
    /// Text as a model would send it: token k of <paramref name="characters"/> characters is due at k / <paramref name="rate"/> seconds.
    /// A late token does not delay those after it.
    /// </summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Paced(
        IAsyncEnumerable<ReadOnlyMemory<byte>> text,
        double rate,
        int characters,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        var sent = 0L;
        await foreach (var token in Tokens(text, characters, cancellationToken).ConfigureAwait(false))
        {
            var wait = TimeSpan.FromSeconds(++sent / rate) - clock.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            yield return token;
        }
    }

    /// <summary>Plays recorded deltas at their recorded times.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Replayed(
        IReadOnlyList<TraceDelta> trace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        foreach (var delta in trace)
        {
            var wait = delta.At - clock.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
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
