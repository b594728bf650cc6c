using System.Globalization;
using Eager.CSharpWorker.Tests.Programs;
using Eager.Executors.CSharpWorker.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Eager.CSharpWorker.Tests.Compiling;

/// <summary>What an outline lets pass is right in the whole program. It may ask for the whole needlessly, but not always.</summary>
public sealed class ProgramOutlineTests
{
    private const string Program = """
        using System.Text;
        using Level = System.DayOfWeek;
        var total = 3;
        const int Limit = 10;
        var (left, right) = (1, "two");
        Dictionary<string, List<(int Id, string? Name)>> groups = new();
        Func<int, int> twice = number => number * 2;
        dynamic anything = 1;
        var pair = new { Left = left, Right = right };
        using var reader = new StringReader(right);
        int.TryParse(reader.ReadLine(), out var parsed);
        if (pair is not { Left: var found }) return;
        Point origin = new(0, 0), other = origin with { X = total };
        int Add(int a, int b = 1) => a + b + total;
        foreach (var (key, value) in groups) { var inner = key.Length; Console.WriteLine(inner + value.Count); }
        total += Add(1);
        await Task.Yield();
        record Point(int X, int Y);

        """;

    [Theory]
    [InlineData("Console.WriteLine($\"{total} {Limit} {left + right} {groups.Count} {twice(2)} {origin} {Add(total)} {pair.Left + found + parsed} {reader}\");")]
    [InlineData("total = Limit; anything.Shout(); groups[\"a\"] = [(1, null)];")]
    [InlineData("foreach (var item in groups) { var length = item.Key.Length; Console.WriteLine(length + Add(length)); }")]
    [InlineData("var fresh = other.X; Console.WriteLine(fresh);")]
    [InlineData("if (int.TryParse(right, out _)) Console.WriteLine(Level.Monday); else Console.WriteLine(new StringBuilder().Append(total));")]
    [InlineData("Func<int> later = () => { return total; }; Console.WriteLine(later()); // to the end")]
    public void Right_statements_should_pass(string statements)
    {
        var program = Arrive(Program);
        Assert.True(program.Continues(statements));
        Assert.True(program.IsRightWith(statements));
    }

    [Fact]
    public void Right_statements_should_pass_when_the_program_declares_nothing() => Assert.True(Arrive("Console.WriteLine(1);\n").Continues("Console.WriteLine(2);\n"));

    [Theory]
    [InlineData("Console.WriteLine(nothing);")]
    [InlineData("total = \"text\";")]
    [InlineData("Limit = 2;")]
    [InlineData("var total = 1;")]
    [InlineData("reader = null;")]
    [InlineData("foreach (var found in args) { }")]
    [InlineData("Console.WriteLine(pair.Middle);")]
    [InlineData("foreach (var total in groups) { }")]
    [InlineData("var inner = 1;")]
    [InlineData("var Console = 1;")]
    [InlineData("if (groups is { Count: 1 } total) { }")]
    [InlineData("Func<int> free = static () => total;")]
    [InlineData("Console.WriteLine(GetHashCode());")]
    [InlineData("var query = from total in groups select 1;")]
    [InlineData("Console.WriteLine(total)")]
    [InlineData("Console.WriteLine(total); }")]
    [InlineData("if (total > 1) {")]
    [InlineData("/* to the end")]
    [InlineData("int none; Console.WriteLine(none);")]
    [InlineData("using System.IO;")]
    [InlineData("yield return 1;")]
    [InlineData("goto nowhere;")]
    [InlineData("unsafe { fixed (int* place = &total) { } }")]
    [InlineData("global::Nothing.Run();")]
    public void Wrong_statements_should_not_pass(string statements)
    {
        var program = Arrive(Program);
        Assert.False(program.IsRightWith(statements));
        Assert.False(program.Continues(statements));
    }

    [Theory]
    [InlineData("if (args.Length > 9) return;\n", "return 1;")]
    [InlineData("int late; if (args.Length > 9) late = 1;\n", "Console.WriteLine(late);")]
    [InlineData("if (args is not { Length: 0 } given) return;\n", "foreach (var given in args) { }")]
    [InlineData("var fits = args.Length > 1 && int.TryParse(args[0], out var parsed);\n", "Console.WriteLine(parsed);")]
    [InlineData("object o = args.Length; var cells = new int[9]; cells[o is int n ? n : 0] = 1;\n", "Console.WriteLine(n);")]
    [InlineData("var cells = new int[9]; (cells[args.Length > 9 && int.TryParse(args[0], out var at) ? at : 0], var last) = (1, 2);\n", "Console.WriteLine(at);")]
    [InlineData("{ var it\u00ADem = 1; Console.WriteLine(it\u00ADem); }\n", "var item = 2;")]
    [InlineData("Buffer s = new(); Action a = () => Console.WriteLine(s.Count);\nunsafe struct Buffer { public int Count; public fixed int Data[4]; }\n", "unsafe { s.Data[0] = 1; }")]
    [InlineData("Buffer s = new(); unsafe { s.Data[0] = 1; }\nunsafe struct Buffer { public int Count; public fixed int Data[4]; }\n", "Action a = () => Console.WriteLine(s.Count);")]
    [InlineData("using var reader = new StringReader(\"a\");\n", "reader = null;")]
    [InlineData("var n\\u0061me = 1; Console.WriteLine(n\\u0061me);\n", "var name = 2;")]
    [InlineData("{ var item = 1; Console.WriteLine(item); }\n", "var item = 2;")]
    [InlineData("{ var item = 1; Console.WriteLine(item); }\n", "var @item = 2;")]
    [InlineData("{ var item = 1; Console.WriteLine(item); }\n", "var it\\u0065m = 2;")]
    [InlineData("switch (args.Length) { case 0: var chosen = 1; Console.WriteLine(chosen); break; }\n", "var chosen = 2;")]
    [InlineData("Console.WriteLine(Math.Max(1, 2));\n", "var Math = 3;")]
    [InlineData("var point = new { X = 1 };\n", "Console.WriteLine(point.Y);")]
    [InlineData("lock (args) { }\nconst string Text = \"a\";\n", "switch (\"a\") { case Text: break; case \"a\": break; }")]
    [InlineData("while (args is { Length: > 9 } many) Console.WriteLine(many);\n", "Console.WriteLine(many);")]
    public void Statements_should_not_pass_when_the_program_forbids_them(string text, string statements)
    {
        var program = Arrive(text);
        Assert.False(program.IsRightWith(statements));
        Assert.False(program.Continues(statements));
    }

    /// <summary>
    /// Real programs cut anywhere, and what follows as it is and with names in it changed for others that are about. Only what the compiler takes as a whole may pass.
    /// </summary>
    [Fact]
    public void Statements_should_pass_only_when_the_whole_is_right()
    {
        var random = new Random(5);
        var (passed, wrong) = (0, 0);
        foreach (var text in Texts())
        {
            var elements = ContinuedProgram.Split(text);
            var program = new ContinuedProgram();
            for (var at = 0; at < elements.Count - 1 && program.Add(elements[at]); at++)
            {
                if (random.Next(Sparse) > 0 || !program.IsRight)
                    continue;
                var rest = ContinuedProgram.Join(elements.Skip(at + 1).Take(random.Next(1, 4)).TakeWhile(element => element.Kind == ElementKind.Statement));
                foreach (var statements in (string[])[rest, Changed(rest, program.Text, random), Changed(rest, program.Text, random), Changed(rest, program.Text, random)])
                {
                    var right = program.IsRightWith(statements);
                    wrong += right ? 0 : 1;
                    if (!program.Continues(statements))
                        continue;
                    Assert.True(right, $"{program.Text}\n// passed:\n{statements}");
                    passed++;
                }
            }
        }

        Assert.True(passed > 40 && wrong > 40, $"{passed} passed, {wrong} were wrong");
    }

    private static bool IsFull => Environment.GetEnvironmentVariable("EAGER_FULL") is { Length: > 0 };

    private static int Sparse => IsFull ? 1 : 4;

    private static IEnumerable<string> Texts() => FixtureProgram.Names.Select(name => FixtureProgram.Load(name).Text)
        .Concat(CorpusFolder.Programs.Where((_, index) => IsFull || index % 9 == 0).Select(File.ReadAllText))
        .Where(text => !text.Contains("\n#", StringComparison.Ordinal));

    private static ContinuedProgram Arrive(string text)
    {
        var program = new ContinuedProgram();
        Assert.True(program.Add(ContinuedProgram.Split(text)));
        Assert.True(program.IsRight);
        return program;
    }

    /// <summary>Statements with one of their names changed for another of the program's or their own.</summary>
    private static string Changed(string statements, string program, Random random)
    {
        var names = Identifiers(statements);
        var others = Identifiers(program).Concat(names).Select(token => token.ValueText).Distinct().ToArray();
        if (names.Length == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{statements}\nConsole.WriteLine({others.FirstOrDefault() ?? "nothing"});\n");
        var changed = names[random.Next(names.Length)].Span;
        return string.Concat(statements.AsSpan(0, changed.Start), others[random.Next(others.Length)], statements.AsSpan(changed.End));
    }

    private static SyntaxToken[] Identifiers(string text) =>
        [.. CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot().DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && !token.IsMissing)];
}
