using Eager.Executors.CSharpWorker.Sources;

namespace Eager.CSharpWorker.Tests.Sources;

public sealed class ElementReaderTests
{
    [Fact]
    public void Elements_should_keep_their_lines()
    {
        var elements = Read("using System.Text;\n\n// note\nvar a = 1; F();\nvoid F() { }\nclass C { }\n");
        Assert.Equal(
            [(ElementKind.Using, 10), (ElementKind.Statement, 11), (ElementKind.Statement, 13), (ElementKind.Function, 14), (ElementKind.Type, 15)],
            elements.Select(element => (element.Kind, element.Line)));
    }

    [Theory]
    [InlineData("class C { internal int F() => 1; }", "public class C { public int F() => 1; }")]
    [InlineData("[A] sealed class C { private int f; protected internal void G() { } }", "[A] public sealed class C { private int f; public  void G() { } }")]
    [InlineData("file class C { int f; class D { } }", "public class C { int f; class D { } }")]
    [InlineData("namespace N { record R(int X); }", "namespace N { public record R(int X); }")]
    public void Type_should_be_open_to_other_assemblies(string text, string expected) => Assert.Equal(expected, Read(text)[0].SubmissionText);

    [Theory]
    [InlineData("using var r = Open();", "      var r = Open(); global::Eager.Executors.CSharpWorker.Running.RunningProgram.DisposeAtEnd(r);")]
    [InlineData("return 3;", "return global::Eager.Executors.CSharpWorker.Running.RunningProgram.Leave( 3);")]
    [InlineData("Func<int> f = () => { return 1; };", "Func<int> f = () => { return 1; };")]
    public void Statement_should_become_one_of_a_submission(string text, string expected) => Assert.Equal(expected, Read(text)[0].SubmissionText);

    [Theory]
    [InlineData("again: x++;", true)]
    [InlineData("partial class P { }", true)]
    [InlineData("class P { internal int X { get; set; } }", true)]
    [InlineData("Console.WriteLine(Assembly.GetExecutingAssembly());", true)]
    [InlineData("Console.WriteLine(error.StackTrace);", false)]
    [InlineData("class P { internal void M() { } }", false)]
    public void Element_should_wait_for_the_whole_program_when_it_could_tell(string text, bool waits) =>
        Assert.Equal(waits, Read(text)[0].NeedsWholeProgram);

    [Fact]
    public void Directives_that_only_change_warnings_should_be_taken_out() =>
        Assert.Equal("                \nvar a = 1;", Read("#nullable enable\nvar a = 1;")[0].Text);

    private static IReadOnlyList<Element> Read(string text) => ElementReader.Read(0, "p.cs", 10, text);
}
