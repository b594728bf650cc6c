using System.Buffers;
using System.Text;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Traces;
using Eager.Statements;

namespace Eager.LoadTests.Programs;

/// <summary>A program as it arrives: shared by all the sessions that play it, so that a thousand sessions hold one copy.</summary>
public sealed class LoadProgram
{
    private LoadProgram(string name, string language, TraceDelta[] deltas)
    {
        (Name, Language, Deltas) = (name, language, deltas);
    }

    public string Name { get; }

    /// <summary>Name of its language.</summary>
    public string Language { get; }

    /// <summary>Its text in pieces, each with its time since the stream began; times never run backwards.</summary>
    public IReadOnlyList<TraceDelta> Deltas { get; }

    /// <summary>When its last piece is due, since the stream began.</summary>
    public TimeSpan Generation => Deltas.Count == 0 ? TimeSpan.Zero : Deltas[^1].At;

    /// <summary>The program of a recorded stream, at its times. What a provider sent is decoded here: under load is what follows.</summary>
    /// <param name="session">The stream.</param>
    /// <param name="language">Its language.</param>
    /// <exception cref="StreamFormatException">The stream is not what its format allows.</exception>
    public static LoadProgram Of(TracedSession session, ILanguage language)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(language);
        var (header, deltas) = (session.Header, new List<TraceDelta>());
        var decoder = StreamDecoders.Create(new DecodingOptions { Format = header.Input, Languages = [language.Name, .. language.Aliases] });
        foreach (var delta in session.Deltas)
        {
            var code = new ArrayBufferWriter<byte>();
            decoder.Decode(delta.Bytes.Span, code);
            if (code.WrittenCount > 0)
                deltas.Add(delta with { Bytes = code.WrittenMemory });
        }

        return new LoadProgram(header.Session, language.Name, [.. deltas]);
    }

    /// <summary>A text cut into tokens of so many characters; token k is due k / <paramref name="rate"/> seconds after the stream began.</summary>
    /// <param name="name">Its name in reports.</param>
    /// <param name="language">Name of its language.</param>
    /// <param name="text">The program.</param>
    /// <param name="characters">Characters a token.</param>
    /// <param name="rate">Tokens a second; 0 for all at once.</param>
    public static LoadProgram Paced(string name, string language, string text, int characters, double rate)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(characters);
        var bytes = Encoding.UTF8.GetBytes(text);
        var deltas = new List<TraceDelta>();
        for (var at = 0; at < bytes.Length;)
        {
            var end = at;
            for (var taken = 0; taken < characters && end < bytes.Length; taken++)
            {
                Rune.DecodeFromUtf8(bytes.AsSpan(end), out _, out var consumed);
                end += consumed;
            }

            deltas.Add(new TraceDelta(rate > 0 ? TimeSpan.FromSeconds((deltas.Count + 1) / rate) : TimeSpan.Zero, bytes.AsMemory(at..end)));
            at = end;
        }

        return new LoadProgram(name, language, [.. deltas]);
    }

    /// <summary>For each statement, when the piece that makes it certain is due, since the stream began.</summary>
    /// <param name="language">The program's language.</param>
    public TimeSpan[] Arrivals(ILanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        var arrivals = new List<TimeSpan>();
        using var chunker = language.CreateChunker(int.MaxValue);
        foreach (var delta in Deltas)
        {
            chunker.Feed(delta.Bytes.Span);
            Take(delta.At);
        }

        chunker.Complete();
        Take(Generation);
        return [.. arrivals];

        void Take(TimeSpan at)
        {
            while (chunker.TryRelease(out _))
                arrivals.Add(at);
        }
    }
}
