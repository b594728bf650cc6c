using System.Text;
using Eager.Statements;

namespace Eager.Parsing.Tests.Support;

/// <summary>What a chunker made of a text.</summary>
internal sealed record Cutting(IReadOnlyList<StatementBoundary> Statements, long? ErrorAt, SourceSpan? Suspect, SourceSpan Pending)
{
    private const int Limit = 1 << 28;

    public static Cutting Of(string language, byte[] source, IEnumerable<int> feeds, bool complete = true)
    {
        using var chunker = LanguageRegistry.Find(language)!.CreateChunker(Limit);
        var statements = new List<StatementBoundary>();
        var fed = 0;
        foreach (var size in feeds)
        {
            chunker.Feed(source.AsSpan(fed, size));
            fed += size;
            Take(chunker, source, statements);
        }
        var suspect = chunker.Suspect;
        if (complete)
            chunker.Complete();
        Take(chunker, source, statements);
        return new Cutting(statements, chunker.ErrorAt, suspect, chunker.Pending);
    }

    public static Cutting Of(string language, string source, bool complete = true)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        return Of(language, bytes, Feeds.Of(1, bytes.Length), complete);
    }

    /// <summary>The same statements, whenever they were released.</summary>
    public IEnumerable<StatementBoundary> Untimed => Statements.Select(statement => statement with { ReleasedAt = 0 });

    private static void Take(IChunker chunker, byte[] source, List<StatementBoundary> statements)
    {
        while (chunker.TryRelease(out var boundary))
        {
            var text = source.AsSpan((int)boundary.Extent.Start, (int)boundary.Extent.Length);
            Assert.True(text.SequenceEqual(chunker.Text(boundary.Extent)), "the text of a statement differs from the source");
            Assert.Equal(statements.Count == 0 ? 0 : statements[^1].Extent.End, boundary.Extent.Start);
            Assert.InRange(boundary.Code.Start, boundary.Extent.Start, boundary.Code.End);
            Assert.InRange(boundary.Code.End, boundary.Code.Start, boundary.Extent.End);
            statements.Add(boundary);
        }
    }
}
