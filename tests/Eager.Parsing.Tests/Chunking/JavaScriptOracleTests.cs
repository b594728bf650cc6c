using System.Text;
using Eager.Parsing.Tests.Oracles;
using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class JavaScriptOracleTests(ITestOutputHelper output)
{
    private enum Verdict
    {
        Equal,
        Held,
        Wrong,
    }

    [Fact]
    public void Statements_should_equal_those_of_acorn_for_the_files_of_a_stock_machine()
    {
        string[] folders = ["/usr/lib/node_modules", "/usr/share/nodejs", "/usr/lib/python3/dist-packages", .. OracleFiles.Extra];
        var files = OracleFiles.Under(folders, "*.js");
        var expected = JavaScriptOracle.OfFiles(files).ToArray();
        var judged = files.Zip(expected).AsParallel().WithDegreeOfParallelism(2)
            .Where(pair => pair.Second is not null)
            .Select(pair => (Path: pair.First, Verdict: Judge(File.ReadAllBytes(pair.First), pair.Second!), pair.Second!.Length)).ToArray();
        output.WriteLine($"{judged.Length} files that acorn accepts of {files.Count}, {judged.Sum(file => file.Length)} statements");
        foreach (var (path, verdict, _) in judged.Where(file => file.Verdict != Verdict.Equal))
            output.WriteLine($"{verdict} {path}");
        Assert.DoesNotContain(judged, file => file.Verdict == Verdict.Wrong);
    }

    /// <summary>Places where a line break ends a statement or does not.</summary>
    [Fact]
    public void Statements_should_equal_those_of_acorn_for_every_ending() => Compare("javascript-endings.txt", Verdict.Equal);

    /// <summary>What the grammar does not know, or the scanner does not tell apart.</summary>
    [Fact]
    public void Statements_should_be_held_where_they_differ_from_those_of_acorn() => Compare("javascript-held.txt", Verdict.Held);

    private static void Compare(string fixture, Verdict verdict)
    {
        var texts = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", fixture)).TrimEnd('\n').Split("\n---\n");
        Assert.All(texts.Zip(JavaScriptOracle.OfTexts(texts)), pair =>
            Assert.Equal((pair.First, verdict), (pair.First, Judge(Encoding.UTF8.GetBytes(pair.First), pair.Second!))));
    }

    private static Verdict Judge(byte[] source, (long Start, long End)[] expected)
    {
        var worst = Verdict.Equal;
        foreach (var feeds in Feeds.All(source.Length))
        {
            var cutting = Cutting.Of("javascript", source, feeds);
            var code = cutting.Statements.Select(statement => (statement.Code.Start, statement.Code.End)).ToArray();
            var known = cutting.Statements.TakeWhile(statement => statement.Kind != StatementKind.Unknown).Count();
            var safely = cutting.ErrorAt is null && code.Take(known).SequenceEqual(expected.Take(known));
            var verdict = !safely ? Verdict.Wrong : known == expected.Length && code.Length == known ? Verdict.Equal : Verdict.Held;
            worst = verdict > worst ? verdict : worst;
        }
        return worst;
    }
}
