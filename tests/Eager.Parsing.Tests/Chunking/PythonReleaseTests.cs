using Eager.Parsing.Tests.Oracles;
using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class PythonReleaseTests
{
    [Fact]
    public void Statements_should_equal_those_of_cpython_when_the_text_is_nasty()
    {
        var oracle = PythonOracle.Statements(Fixtures.Of("python"));
        Assert.Equal(Fixtures.Of("python").Count, oracle.Count);
        foreach (var (path, expected) in oracle)
        {
            var source = File.ReadAllBytes(path);
            var cutting = Cutting.Of("python", source, Feeds.Of(1, source.Length));
            Assert.Equal(expected, cutting.Statements.Select(statement => (statement.Code.Start, statement.Code.End)));
            Assert.DoesNotContain(cutting.Statements, statement => statement.Kind == StatementKind.Unknown);
        }
    }

    [Theory]
    [InlineData("x = 1\n", 6)]
    [InlineData("x = 1\r\ny", 7)]
    [InlineData("x = 1\ry", 7)]
    [InlineData("x = (1,\n2)\n", 11)]
    [InlineData("def f(): pass\n", 14)]
    [InlineData("if x: pass\ny", 12)]
    [InlineData("if x: pass\nel", 0)]
    [InlineData("if x: pass\nelf", 14)]
    [InlineData("if x: pass\nelse", 0)]
    [InlineData("if x: pass\nelse1", 16)]
    [InlineData("if x: pass\nelse: pass\n", 22)]
    [InlineData("if x:\n  pass\n# c\n\n", 0)]
    [InlineData("for x in y:\n  pass\ne", 0)]
    [InlineData("for x in y:\n  pass\nexc", 21)]
    [InlineData("while x:\n  pass\n(", 17)]
    [InlineData("def f():\n  pass\ne", 17)]
    [InlineData("try:\n  pass\nexcept A:\n  pass\nel", 0)]
    [InlineData("try:\n  pass\nfinally: pass\n", 26)]
    [InlineData("with x: pass\n", 13)]
    [InlineData("match x:\n  case 1: pass\ny", 25)]
    [InlineData("match = 1\n", 10)]
    [InlineData("f'{x\n", 0)]
    [InlineData("'''\n''\n'''\n", 11)]
    public void Release_should_come_with_the_first_byte_that_decides(string source, long releasedAt) =>
        Expect.Release("python", source, releasedAt);

    [Theory]
    [InlineData("import a\n", StatementKind.Import)]
    [InlineData("from __future__ import annotations\n", StatementKind.Import)]
    [InlineData("@d\ndef f(): pass\n", StatementKind.Definition)]
    [InlineData("class A: pass\n", StatementKind.Definition)]
    [InlineData("x = 1\n", StatementKind.Assignment)]
    [InlineData("x += 1\n", StatementKind.Assignment)]
    [InlineData("x: int = 1\n", StatementKind.Assignment)]
    [InlineData("f(x)\n", StatementKind.Expression)]
    [InlineData("x = 1; f(x); import a\n", StatementKind.Expression)]
    [InlineData("for x in y: pass\n", StatementKind.ControlFlow)]
    [InlineData("global x\n", StatementKind.Directive)]
    public void Kind_should_be_that_of_the_syntax_node(string source, StatementKind kind) =>
        Expect.Kind("python", source, kind);

    [Fact]
    public void Extent_should_carry_comments_before_and_end_with_the_line()
    {
        var cutting = Cutting.Of("python", "# a\n\nx = 1  # b\n# c\ny\n# d\n");
        Assert.Equal(new SourceSpan(0, 16, 1, 3), cutting.Statements[0].Extent);
        Assert.Equal(new SourceSpan(5, 10, 3, 3), cutting.Statements[0].Code);
        Assert.Equal(new SourceSpan(16, 22, 4, 5), cutting.Statements[1].Extent);
        Assert.Equal(new SourceSpan(22, 26, 6, 6), cutting.Pending);
    }

    [Fact]
    public void Comments_after_a_block_should_go_to_the_next_statement()
    {
        var cutting = Cutting.Of("python", "if x:\n  y\n  # in\n# out\nz\n");
        Assert.Equal([new SourceSpan(0, 10, 1, 2), new SourceSpan(10, 25, 3, 5)], cutting.Statements.Select(s => s.Extent));
    }
}
