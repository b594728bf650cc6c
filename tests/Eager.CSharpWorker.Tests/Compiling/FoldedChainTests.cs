using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Sources;

namespace Eager.CSharpWorker.Tests.Compiling;

/// <summary>A program sees its variables whatever submission they have been moved to.</summary>
public sealed class FoldedChainTests
{
    /// <summary>Enough declarations, each compiled alone, to fold the chain several times.</summary>
    private const int Many = 140;

    private readonly ProgramCompiler _compiler = new(new ProgramAssemblies(), implicitUsings: true);
    private readonly SubmissionState _state = new();

    public FoldedChainTests() => _state.Run(_compiler.Begin());

    [Fact]
    public void Variable_should_keep_its_value_when_it_has_moved()
    {
        Run("int number = 7;", "string? text = null;", "(int A, string B) pair = (1, \"b\");", "int.TryParse(\"12\", out var parsed);", "var (left, right) = (3, 4);");
        Declare();
        Run("number += pair.A + parsed + left + right;", "text ??= pair.B;");
        Assert.Equal("27 b", Value("$\"{number} {text}\""));
    }

    [Fact]
    public void Lambda_should_share_its_variable_when_others_have_moved()
    {
        Run("var count = 0;", "var other = 1;", "Action next = () => count++;");
        Declare();
        Run("next();", "count += 10;", "next();");
        Assert.Equal("12 1", Value("$\"{count} {other}\""));
    }

    [Fact]
    public void Function_should_share_its_variable_when_others_have_moved()
    {
        Run("var total = 1;", "int Add(int n) => total += n;");
        Declare();
        Run("total *= 10;");
        Assert.Equal("15 15", Value("$\"{Add(5)} {total}\""));
    }

    [Fact]
    public void Lambda_should_share_its_variable_when_it_comes_after_a_move()
    {
        Run("var count = 0;");
        Declare();
        Run("Action next = () => count++;", "next();");
        Declare("later");
        Run("next();");
        Assert.Equal("2", Value("count"));
    }

    [Fact]
    public void Anonymous_object_and_constant_should_stay_when_others_have_moved()
    {
        Run("var point = new { X = 1, Y = 2 };", "const int Size = 3;", "var points = new[] { point };");
        Declare();
        Assert.Equal("6", Value("points[0].X + point.Y + Size"));
    }

    [Fact]
    public void Anonymous_object_should_stay_when_what_declared_its_type_could_have_moved()
    {
        Run("int n = new { A = 1 }.A;", "var p = new { A = 2 };");
        Declare();
        Run("p = new { A = n + 2 };");
        Assert.Equal("{ A = 3 }", Value("p"));
    }

    [Fact]
    public void Anonymous_objects_should_stay_when_they_come_between_others()
    {
        var count = 0;
        for (var index = 0; index < 3; index++)
        {
            Declare($"v{index}x");
            Run($"var p{index} = new {{ A = {index}, B{index} = 1 }};", $"var f{index} = (ref int n) => n + p{index}.A;");
            count += 2;
        }

        Declare("last");
        Run("var two = 2;", "p1 = new { A = 7, B1 = two };");
        Assert.Equal("7 9 { A = 2, B2 = 1 } 6", Value($"$\"{{p1.A}} {{f1(ref two)}} {{p2}} {{v1x3 + last3}}\""));
        Assert.InRange(_compiler.Links, count, 250);
    }

    [Fact]
    public void Using_should_hold_when_the_chain_has_been_folded()
    {
        Run("using System.Text;", "using Numbers = System.Collections.Generic.List<int>;", "var text = new StringBuilder(\"a\");");
        Declare();
        Run("text.Append(new Numbers().Count);", "var another = new StringBuilder();");
        Assert.Equal("a0", Value("text.Append(another)"));
    }

    [Fact]
    public void Chain_should_stay_short_when_many_variables_are_declared()
    {
        var chain = new List<int>();
        for (var index = 0; index < Many; index++)
        {
            Run($"var v{index} = {index};");
            chain.Add(_compiler.Links);
        }

        Assert.InRange(chain.Max(), 2, 70);
    }

    private void Declare(string prefix = "v")
    {
        for (var index = 0; index < Many / 2; index++)
            Run($"var {prefix}{index} = {index};");
    }

    private void Run(params string[] lines)
    {
        foreach (var line in lines)
            RunOne(line);
    }

    private string? Value(string expression) => RunOne(expression)?.ToString();

    private object? RunOne(string line)
    {
        var (submission, errors) = _compiler.AddSubmission(ElementReader.Read(0, "chain.cs", 1, line));
        Assert.Empty(errors.Select(error => error.Diagnostic.ToString()));
        return _state.Run(submission!);
    }
}
