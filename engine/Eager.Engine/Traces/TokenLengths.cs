using System.Buffers;
using System.Text;

namespace Eager.Engine.Traces;

/// <summary>How many characters tokens have: always as many, or as tokens of recorded streams had.</summary>
public sealed class TokenLengths
{
    private readonly int[] _lengths;

    private TokenLengths(int[] lengths) => _lengths = lengths;

    /// <summary>Characters of a token, on average.</summary>
    public double Mean => _lengths.Average();

    /// <summary>Tokens of one length.</summary>
    /// <param name="characters">At least 1.</param>
    public static TokenLengths Fixed(int characters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(characters, 1);
        return new TokenLengths([characters]);
    }

    /// <summary>The lengths that deltas of recorded sessions had.</summary>
    /// <exception cref="TraceException">They have no deltas.</exception>
    public static TokenLengths Of(IEnumerable<TracedSession> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        int[] lengths = [.. sessions.SelectMany(session => session.Deltas).Select(delta => Encoding.UTF8.GetCharCount(delta.Bytes.Span)).Where(length => length > 0)];
        return lengths.Length > 0 ? new TokenLengths(lengths) : throw new TraceException("it has no deltas to take lengths from");
    }

    /// <summary>Cuts a text into tokens, each of a length drawn anew. The same seed gives the same tokens. A byte that is no UTF-8 counts as one character.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> text, int seed)
    {
        var random = new Random(seed);
        while (!text.IsEmpty)
        {
            var length = Prefix(text.Span, _lengths.Length == 1 ? _lengths[0] : _lengths[random.Next(_lengths.Length)]);
            yield return text[..length];
            text = text[length..];
        }
    }

    /// <summary>Bytes of the first so many characters.</summary>
    private static int Prefix(ReadOnlySpan<byte> text, int characters)
    {
        var length = 0;
        for (var i = 0; i < characters && length < text.Length; i++)
            length += Rune.DecodeFromUtf8(text[length..], out _, out var consumed) == OperationStatus.NeedMoreData ? text.Length - length : consumed;
        return length;
    }
}
