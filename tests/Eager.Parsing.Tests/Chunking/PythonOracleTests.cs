using System.Collections.Concurrent;
using Eager.Parsing.Tests.Oracles;
using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class PythonOracleTests(ITestOutputHelper output)
{
    [Fact]
    public void Statements_should_equal_those_of_cpython_for_the_files_of_a_stock_machine()
    {
        var files = OracleFiles.Under([PythonOracle.StandardLibrary, "/usr/lib/python3/dist-packages", .. OracleFiles.Extra], "*.py");
        var oracle = PythonOracle.Statements(files);
        var held = new ConcurrentBag<string>();
        var wrong = new ConcurrentBag<string>();
        var statements = 0;
        Parallel.ForEach(oracle, new ParallelOptions { MaxDegreeOfParallelism = 2 }, pair =>
        {
            var (path, expected) = pair;
            Interlocked.Add(ref statements, expected.Length);
            var source = File.ReadAllBytes(path);
            foreach (var feeds in Feeds.All(source.Length))
            {
                var cutting = Cutting.Of("python", source, feeds);
                var code = cutting.Statements.Select(statement => (statement.Code.Start, statement.Code.End)).ToArray();
                if (cutting.ErrorAt is null && code.SequenceEqual(expected))
                    continue;
                var released = cutting.Statements.Count(statement => statement.Kind != StatementKind.Unknown);
                var safely = cutting is { ErrorAt: null, Suspect: not null } && code.Take(released).SequenceEqual(expected.Take(released));
                (safely ? held : wrong).Add($"{path}:{cutting.Suspect?.Line} error at {cutting.ErrorAt}");
                break;
            }
        });
        output.WriteLine($"{oracle.Count} files that CPython accepts of {files.Count}, {statements} statements; held: {held.Count}");
        foreach (var path in held.Order())
            output.WriteLine($"held {path}");
        foreach (var path in wrong.Order())
            output.WriteLine($"wrong {path}");
        Assert.Empty(wrong);
    }
}
