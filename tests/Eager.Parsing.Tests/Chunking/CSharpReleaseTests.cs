using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class CSharpReleaseTests
{
    [Theory]
    [InlineData("int x = 1;", 10)]
    [InlineData("int x = 1; // c", 10)]
    [InlineData("using System;", 13)]
    [InlineData("#r \"a.dll\"\n", 11)]
    [InlineData("if (a) b();", 0)]
    [InlineData("if (a) b(); el", 0)]
    [InlineData("if (a) b(); elk", 15)]
    [InlineData("if (a) b(); else", 0)]
    [InlineData("if (a) b(); else c();", 21)]
    [InlineData("if (a) { } // c\n x", 18)]
    [InlineData("while (a) { }", 13)]
    [InlineData("while (a) if (b) c();", 0)]
    [InlineData("do { } while (a);", 17)]
    [InlineData("try { } finally { }", 19)]
    [InlineData("try { } catch { }", 0)]
    [InlineData("try { } catch { } x", 19)]
    [InlineData("int F() { }", 11)]
    [InlineData("int P { get; }", 0)]
    [InlineData("int P { get; } x", 16)]
    [InlineData("int P { get; } = 1;", 19)]
    [InlineData("event A B { add { } remove { } }", 32)]
    [InlineData("event A B = () => { };", 22)]
    [InlineData("class A { }", 11)]
    [InlineData("record A(int X);", 16)]
    [InlineData("var a = new A { B = 1 };", 24)]
    [InlineData("a = b switch { _ => 1 };", 24)]
    [InlineData("namespace A { }", 15)]
    [InlineData("namespace A; class B { }", 0)]
    [InlineData("#if A\nx();\n", 0)]
    [InlineData("#if !A\nx();\n#endif\n", 19)]
    [InlineData("[assembly: A(1)]", 16)]
    public void Release_should_come_with_the_first_byte_that_decides(string source, long releasedAt) =>
        Expect.Release("csharp", source, releasedAt);

    [Theory]
    [InlineData("using System;", StatementKind.Import)]
    [InlineData("#r \"a.dll\"\n", StatementKind.Directive)]
    [InlineData("int F() => 1;", StatementKind.Definition)]
    [InlineData("class A { }", StatementKind.Definition)]
    [InlineData("public int P { get; } = 1;", StatementKind.Definition)]
    [InlineData("int x = 1;", StatementKind.Assignment)]
    [InlineData("x += 1;", StatementKind.Assignment)]
    [InlineData("f(x);", StatementKind.Expression)]
    [InlineData("if (a) { }", StatementKind.ControlFlow)]
    [InlineData("if (a) b(); // the end", StatementKind.ControlFlow)]
    [InlineData("1 + 2", StatementKind.Expression)]
    [InlineData("int x = 1", StatementKind.Unknown)]
    [InlineData("[assembly: A]", StatementKind.Directive)]
    public void Kind_should_be_that_of_the_syntax_node(string source, StatementKind kind) =>
        Expect.Kind("csharp", source, kind);

    [Theory]
    [InlineData("x = 1; }", 7, 1)]
    [InlineData("f(];", 2, 0)]
    [InlineData("var s = \"a\n", 10, 0)]
    [InlineData("else { }", 0, 0)]
    [InlineData("try { } x();", 8, 0)]
    [InlineData("do { } x();", 7, 0)]
    [InlineData("#endif\n", 0, 0)]
    [InlineData("x = `a`;", 4, 0)]
    public void ErrorAt_should_be_the_first_byte_no_continuation_repairs(string source, long errorAt, int released) =>
        Expect.Error("csharp", source, errorAt, released);
}
