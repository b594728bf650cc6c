using System.Text;
using Eager.Engine.Tokens;
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

    /// <summary>A program whose pieces have recorded times.</summary>
    public static LoadProgram Of(string name, string language, IEnumerable<TraceDelta> deltas) => new(name, language, [.. deltas]);

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
