using System.Text;
using Eager.Parsing.Tests.Oracles;
using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class CSharpMinimalityTests
{
    /// <summary>What a program might go on with. A lone semicolon is left out: Roslyn counts it to the type before it.</summary>
    private static readonly string[] Continuations =
    [
        "", "\n", "x;", " x;", "x();", " x();", "else x();", "lse x();", "se x();", "e x();", "else { }", "catch { }", "finally { }",
        "atch { }", "inally { }", "= 1;", "+ 1;", ", y;", ".x();", ".X;", "();", "[0];", "{ }", "=> 1;", "while (x);", "x(); }", "int y; }",
        ", Y }", "case 9: break; }", ", X]", "(1)]", ")", ") { }", "]", "}", "};", "\";", "\"", "'", "*/", "#endif\n", "#else\n",
    ];

    [Fact]
    public void Release_should_come_neither_before_nor_after_the_byte_that_decides()
    {
        var judged = 0;
        foreach (var path in Corpus.Programs("csharp", "program.csx").Concat(Fixtures.Of("csharp")))
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
                Assert.True(changing is null, $"{path}:{statement.Code.Line}: '{changing}' changes '{code}'");
                // What lies behind the code decides nothing but by its last token.
                var before = Slice(source, statement.Code.Start, statement.ReleasedAt - 1);
                var comment = before.AsSpan(Math.Min(before.Length, code.Length)).Contains('/');
                var open = Continuations.Any(more => First(before + more) is { } first && first != expected);
                Assert.True(open || comment, $"{path}:{statement.Code.Line}: '{code}' was certain a byte before");
            }
        }
        Assert.True(judged > 400, $"only {judged} statements could be judged");
    }

    private static string Slice(byte[] source, long start, long end) => Encoding.UTF8.GetString(source, (int)start, (int)(end - start));

    /// <summary>Roslyn's first statement, or null where it finds a syntax error.</summary>
    private static (long Start, long End)? First(string text) => RoslynOracle.Statements(text) is [var first, ..] ? first : null;
}
