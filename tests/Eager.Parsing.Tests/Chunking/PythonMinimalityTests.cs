using Eager.Parsing.Tests.Oracles;
using Eager.Parsing.Tests.Support;

namespace Eager.Parsing.Tests.Chunking;

public sealed class PythonMinimalityTests
{
    private const int SampleStep = 4;

    [Fact]
    public void Release_should_come_neither_before_nor_after_the_byte_that_decides()
    {
        var programs = Corpus.Programs("python", "program.py").Where((_, index) => OracleFiles.IsFull || index % SampleStep == 0);
        var nasty = Fixtures.Of("python").Where(path => !path.EndsWith("crlf.py", StringComparison.Ordinal));
        var judged = PythonOracle.Judge(programs.Concat(nasty).Select(path => (path, Released(path)))).ToArray();
        Assert.NotEmpty(judged);
        Assert.All(judged, file =>
        {
            Assert.True(file.Changed.Length == 0, $"{file.Path}: a continuation changes statements {string.Join(", ", file.Changed)}");
            Assert.True(file.Late.Length == 0, $"{file.Path}: statements {string.Join(", ", file.Late)} were certain a byte before");
        });
    }

    private static IEnumerable<long[]> Released(string path)
    {
        var source = File.ReadAllBytes(path);
        var statements = Cutting.Of("python", source, Feeds.Of(1, source.Length), complete: false).Statements;
        return statements.Select(statement => new[] { statement.Code.Start, statement.Code.End, statement.ReleasedAt });
    }
}
