using System.Text;
using Eager.Parsing.Tests.Oracles;
using Eager.Parsing.Tests.Support;

namespace Eager.Parsing.Tests.Chunking;

public sealed class CSharpMinimalityTests
{
    private const int SampleStep = 4;

    /// <summary>What a program might go on with. Left out: a lone semicolon, which Roslyn counts to
    /// the type before it, and `=>` behind a body, which its parser takes and its compiler does not.</summary>
    private static readonly string[] Continuations =
    [
        "", "\n", "x;", " x;", "x();", " x();", "else x();", "lse x();", "se x();", "e x();", "else { }", "catch { }", "finally { }",
        "atch { }", "inally { }", "= 1;", "+ 1;", ", y;", ".x();", ".X;", "();", "[0];", "{ }", "while (x);", "x(); }", "int y; }",
        ", Y }", "case 9: break; }", ", X]", "(1)]", ")", ") { }", "]", "}", "};", "\";", "\"", "'", "*/", "#endif\n", "#else\n",
    ];

    [Fact]
    public void Release_should_come_neither_before_nor_after_the_byte_that_decides()
    {
        var (judged, waited) = (0, 0);
        var wrong = new List<string>();
        var programs = Corpus.Programs("csharp", "program.csx").Where((_, index) => OracleFiles.IsFull || index % SampleStep == 0);
        foreach (var path in programs.Concat(Fixtures.Of("csharp")))
        {
            var source = File.ReadAllBytes(path);
            foreach (var statement in Cutting.Of("csharp", source, Feeds.Of(1, source.Length), complete: false).Statements)
            {
                var code = Slice(source, statement.Code.Start, statement.Code.End);
                var fed = Slice(source, statement.Code.Start, statement.ReleasedAt);
                if (First(code) is not { } expected || fed.Contains('#', StringComparison.Ordinal))
                    continue;
                judged++;
                var changing = Continuations.FirstOrDefault(more => First(fed + more) is { } first && first != expected);
                if (changing is not null)
                    wrong.Add($"{path}:{statement.Code.Line}: '{changing}' changes '{code}'");
                // Its own last token it has to wait for; only what came behind it can have been waited for in vain.
                var behind = Slice(source, statement.Code.End, statement.ReleasedAt);
                if (behind.Length == 0 || behind.Contains('/', StringComparison.Ordinal))
                    continue;
                waited++;
                if (!Continuations.Any(more => First(fed[..^1] + more) is { } first && first != expected))
                    wrong.Add($"{path}:{statement.Code.Line}: '{code}' was certain a byte before");
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(judged > 100 && waited > 2, $"only {judged} statements could be judged, {waited} of them waited");
    }

    private static string Slice(byte[] source, long start, long end) => Encoding.UTF8.GetString(source, (int)start, (int)(end - start));

    /// <summary>Roslyn's first statement, or null where it finds a syntax error.</summary>
    private static (long Start, long End)? First(string text) => RoslynOracle.Statements(text) is [var first, ..] ? first : null;
}
