using System.Text;
using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class UnknownSyntaxTests
{
    [Theory]
    [InlineData("csharp", "f();")]
    [InlineData("python", "f()\n")]
    public void Syntax_the_grammar_does_not_know_should_be_held_and_go_on_when_accepted(string language, string next)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "fixtures", $"{language}-unknown.txt")))
        {
            using var chunker = LanguageRegistry.Find(language)!.CreateChunker(1 << 20);
            chunker.Feed(Encoding.UTF8.GetBytes($"{line}\n{next}"));
            Assert.False(chunker.TryRelease(out _), line);
            Assert.NotNull(chunker.Suspect);
            chunker.AcceptSuspect();
            Assert.True(chunker.TryRelease(out var first) && chunker.TryRelease(out _));
            Assert.Equal((StatementKind.Unknown, line.Length), (first.Kind, (int)first.Code.End));
        }
    }

    /// <summary>Syntax younger than the interpreter that the oracle tests ask.</summary>
    [Theory]
    [InlineData("f\"{x[\"a\"]}\"")]
    [InlineData("f\"{f\"{f\"{1}\"}\"}\"")]
    [InlineData("f\"{'\\n'.join(a)}\"")]
    [InlineData("f'{\nx # }\n}'")]
    [InlineData("f'{x:a\n}'")]
    [InlineData("t\"{x} y\"")]
    [InlineData("rt'{x}'")]
    [InlineData("def f[T: int, *U, **P](x: T) -> T: return x")]
    [InlineData("class A[T]: pass")]
    [InlineData("type X[T] = list[T]")]
    [InlineData("try:\n    x\nexcept A, B:\n    y")]
    [InlineData("try:\n    x\nexcept* A:\n    y")]
    public void Young_python_syntax_should_be_one_statement(string source)
    {
        var cutting = Cutting.Of("python", source + "\n0\n");
        Assert.Equal(2, cutting.Statements.Count);
        Assert.Equal(source.Length, cutting.Statements[0].Code.End);
        Assert.Null(cutting.ErrorAt);
    }
}
