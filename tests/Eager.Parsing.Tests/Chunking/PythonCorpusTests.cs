using Eager.Parsing.Tests.Oracles;
using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class PythonCorpusTests
{
    [Fact]
    public void Statements_should_equal_those_of_cpython_for_every_corpus_program()
    {
        var programs = Corpus.Programs("python", "program.py");
        var oracle = PythonOracle.Statements(programs);
        Assert.NotEmpty(oracle);
        foreach (var (path, expected) in oracle)
        {
            var source = File.ReadAllBytes(path);
            var cutting = Cutting.Of("python", source, Feeds.Of(4, source.Length));
            Assert.Equal(expected, cutting.Statements.Select(statement => (statement.Code.Start, statement.Code.End)));
            Assert.All(cutting.Statements, statement => Assert.NotEqual(StatementKind.Unknown, statement.Kind));
            Assert.Null(cutting.ErrorAt);
        }
    }
}
