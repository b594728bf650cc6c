using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Eager.Parsing.Tests.Oracles;
using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class CSharpOracleTests(ITestOutputHelper output)
{
    /// <summary>This repository's own sources, where the tests run inside it.</summary>
    private static readonly string Repository = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    [Fact]
    public void Statements_should_equal_those_of_roslyn_for_every_corpus_program() =>
        Compare(Corpus.Programs("csharp", "program.csx").Select(path => (path, File.ReadAllText(path))), mayHold: false);

    [Fact]
    public void Statements_should_equal_those_of_roslyn_when_the_text_is_nasty() =>
        Compare(Fixtures.Of("csharp").Select(path => (path, File.ReadAllText(path))), mayHold: false);

    [Fact]
    public void Statements_should_equal_those_of_roslyn_for_the_sources_of_a_stock_machine()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] own = File.Exists(Path.Combine(Repository, "Eager.Actors.sln")) ? [Repository] : [];
        string[] folders = [.. own, Path.Combine(home, ".nuget", "packages"), .. OracleFiles.Extra];
        var files = OracleFiles.Under(folders, "*.cs").Concat(folders.Where(Directory.Exists).SelectMany(
            folder => Directory.EnumerateFiles(folder, "*.csx", SearchOption.AllDirectories)));
        Compare(files.Select(path => (path, File.ReadAllText(path))).Concat(Templates()), mayHold: true);
    }

    private static IEnumerable<(string Path, string Source)> Templates()
    {
        const string folder = "/usr/share/dotnet/templates";
        var packages = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.nupkg", SearchOption.AllDirectories) : [];
        foreach (var package in packages)
        {
            using var archive = ZipFile.OpenRead(package);
            foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".cs", StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(entry.Open());
                yield return ($"{Path.GetFileName(package)}/{entry.FullName}", reader.ReadToEnd());
            }
        }
    }

    private void Compare(IEnumerable<(string Path, string Source)> programs, bool mayHold)
    {
        var held = new ConcurrentBag<string>();
        var wrong = new ConcurrentBag<string>();
        int files = 0, statements = 0;
        foreach (var (path, text) in programs)
        {
            if (RoslynOracle.Statements(text) is not { } expected)
            {
                Assert.True(mayHold, $"{path}: {string.Join('\n', RoslynOracle.Errors(text))}");
                continue;
            }
            files++;
            statements += expected.Length;
            var source = Encoding.UTF8.GetBytes(text);
            expected = Merge(expected, source);
            foreach (var feeds in Feeds.All(source.Length))
            {
                var cutting = Cutting.Of("csharp", source, feeds);
                if (cutting.ErrorAt is null && Spans(cutting, source).SequenceEqual(expected))
                    continue;
                var spans = Spans(cutting, source);
                var known = cutting.Statements.Count(statement => statement.Kind != StatementKind.Unknown);
                var safely = mayHold && cutting is { ErrorAt: null, Suspect: not null } && spans.Take(known).SequenceEqual(expected.Take(known));
                (safely ? held : wrong).Add($"{path}:{cutting.Suspect?.Line} error at {cutting.ErrorAt}, {Difference(spans, expected)}");
                break;
            }
        }
        output.WriteLine($"{files} files that Roslyn accepts, {statements} statements; held: {held.Count}");
        foreach (var path in held.Order())
            output.WriteLine($"held {path}");
        foreach (var path in wrong.Order())
            output.WriteLine($"wrong {path}");
        Assert.Empty(wrong);
    }

    private static string Difference((long, long)[] actual, (long, long)[] expected)
    {
        var at = actual.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{actual.Skip(at).FirstOrDefault()} for {expected.Skip(at).FirstOrDefault()}";
    }

    private static (long Start, long End)[] Spans(Cutting cutting, byte[] source) =>
        Merge(cutting.Statements.Select(statement => (statement.Code.Start, statement.Code.End)), source);

    /// <summary>
    /// Joins a lone semicolon to the brace before it. Roslyn counts it to a type that the brace closes; here the type was released at
    /// the brace, and an empty statement follows.
    /// </summary>
    private static (long Start, long End)[] Merge(IEnumerable<(long Start, long End)> statements, byte[] source)
    {
        var spans = new List<(long Start, long End)>();
        foreach (var (start, end) in statements)
        {
            if (end - start == 1 && source[start] == ';' && spans.Count > 0 && source[spans[^1].End - 1] == '}')
                spans[^1] = (spans[^1].Start, end);
            else
                spans.Add((start, end));
        }
        return [.. spans];
    }
}
