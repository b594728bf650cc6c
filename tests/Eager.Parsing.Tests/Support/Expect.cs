using Eager.Statements;

namespace Eager.Parsing.Tests.Support;

/// <summary>What is expected of a text fed byte by byte.</summary>
internal static class Expect
{
    /// <summary>The first statement is released when <paramref name="releasedAt"/> bytes have come; 0: not before the stream ends.</summary>
    public static void Release(string language, string source, long releasedAt)
    {
        var statements = Cutting.Of(language, source, complete: false).Statements;
        Assert.Equal(releasedAt, statements.Count == 0 ? 0 : statements[0].ReleasedAt);
    }

    public static void Kind(string language, string source, StatementKind kind) =>
        Assert.Equal(kind, Assert.Single(Cutting.Of(language, source).Statements).Kind);

    public static void Error(string language, string source, long errorAt, int released)
    {
        var cutting = Cutting.Of(language, source);
        Assert.Equal(errorAt, cutting.ErrorAt);
        Assert.Equal(released, cutting.Statements.Count);
    }
}
