using Eager.LoadTests.Evaluation;

namespace Eager.LoadTests.Tests.Evaluation;

public sealed class CorpusTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eager-corpus-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Corpus_should_be_refused_when_it_has_no_index() =>
        Assert.Contains("index.jsonl", Assert.Throws<EvaluationException>(() => Corpus.Read(_folder.FullName, "python", 0)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void Corpus_should_be_refused_when_a_row_cannot_be_read(string row)
    {
        Index(row);
        Assert.Throws<EvaluationException>(() => Corpus.Read(_folder.FullName, "python", 0));
    }

    [Fact]
    public void Corpus_should_give_the_long_deterministic_runs_of_the_language_in_order()
    {
        Index(
            Row("b", "python", "run", deterministic: true, 0.5),
            Row("a", "python", "run", deterministic: true, 0.4),
            Row("short", "python", "run", deterministic: true, 0.1),
            Row("wild", "python", "run", deterministic: false, 0.5),
            Row("fails", "python", "errors", deterministic: true, 0.5),
            Row("other", "csharp", "run", deterministic: true, 0.5));
        var programs = Corpus.Read(_folder.FullName, "python", 0.3);
        Assert.Equal(["a", "b"], programs.Select(program => program.Id));
        Assert.Equal(Path.Join(_folder.FullName, "python", "a"), programs[0].Folder);
    }

    private static string Row(string id, string language, string group, bool deterministic, double seconds) =>
        FormattableString.Invariant(
            $$"""{"id":"{{id}}","lang":"{{language}}","group":"{{group}}","path":"python/{{id}}/program.py","deterministic":{{(deterministic ? "true" : "false")}},"wall_s":{{seconds}}}""");

    private void Index(params string[] rows) => File.WriteAllLines(Path.Join(_folder.FullName, "index.jsonl"), rows);
}
