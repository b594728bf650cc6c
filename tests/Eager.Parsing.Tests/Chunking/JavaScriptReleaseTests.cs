using System.Text;
using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class JavaScriptReleaseTests
{
    [Fact]
    public void Statements_should_be_those_a_reader_sees_when_the_text_is_nasty()
    {
        var source = File.ReadAllBytes(Assert.Single(Fixtures.Of("javascript")));
        var cutting = Cutting.Of("javascript", source, Feeds.Of(1, source.Length));
        var firstLines = cutting.Statements.Select(statement => statement.Code.Line);
        Assert.Equal([2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 25, 27, 28, 29, 30, 31], firstLines);
        Assert.DoesNotContain(cutting.Statements, statement => statement.Kind == StatementKind.Unknown);
    }

    [Theory]
    [InlineData("f();", 4)]
    [InlineData("f()\n", 0)]
    [InlineData("f()\ng", 5)]
    [InlineData("f()\n(", 0)]
    [InlineData("x\ni", 0)]
    [InlineData("x\nif", 4)]
    [InlineData("if (x) { }", 0)]
    [InlineData("if (x) { } y", 12)]
    [InlineData("function f() { }", 16)]
    [InlineData("x = function () { }\ny", 21)]
    [InlineData("`${`}`}`\nx", 10)]
    public void Release_should_come_with_the_first_byte_that_decides(string source, long releasedAt)
    {
        var statements = Cutting.Of("javascript", Encoding.UTF8.GetBytes(source), Feeds.Of(1, source.Length), complete: false).Statements;
        Assert.Equal(releasedAt, statements.Count == 0 ? 0 : statements[0].ReleasedAt);
    }
}
