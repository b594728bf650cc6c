using Eager.Parsing.Tests.Support;

namespace Eager.Parsing.Tests.Chunking;

public sealed class SplitTests
{
    [Theory]
    [InlineData("csharp")]
    [InlineData("javascript")]
    [InlineData("python")]
    public void Statements_should_not_depend_on_the_split_when_the_text_is_nasty(string language)
    {
        foreach (var path in Fixtures.Of(language))
        {
            var source = File.ReadAllBytes(path);
            var whole = Cutting.Of(language, source, [source.Length]);
            Assert.Equal(whole.Untimed, Cutting.Of(language, source, Feeds.Of(1, source.Length)).Untimed);
            var step = OracleFiles.IsFull ? 1 : 5;
            Parallel.For(1, source.Length / step, at =>
                Assert.Equal(whole.Untimed, Cutting.Of(language, source, [at * step, source.Length - (at * step)]).Untimed));
            Parallel.For(0, 1000, seed =>
                Assert.Equal(whole.Untimed, Cutting.Of(language, source, Feeds.Random(seed, source.Length)).Untimed));
        }
    }

    [Theory]
    [InlineData("csharp", "program.csx")]
    [InlineData("python", "program.py")]
    public void Statements_should_not_depend_on_the_split_when_a_corpus_program_is_fed(string language, string fileName)
    {
        var splits = OracleFiles.IsFull ? 1000 : 20;
        Parallel.ForEach(Corpus.Programs(language, fileName), path =>
        {
            var source = File.ReadAllBytes(path);
            var whole = Cutting.Of(language, source, [source.Length]).Untimed;
            foreach (var feeds in Feeds.All(source.Length).Concat(Enumerable.Range(0, splits).Select(seed => Feeds.Random(seed, source.Length))))
                Assert.Equal(whole, Cutting.Of(language, source, feeds).Untimed);
        });
    }

    [Theory]
    [InlineData("csharp")]
    [InlineData("javascript")]
    [InlineData("python")]
    public void Statements_should_be_those_of_the_whole_when_only_a_prefix_came(string language)
    {
        foreach (var path in Fixtures.Of(language))
        {
            var source = File.ReadAllBytes(path);
            var whole = Cutting.Of(language, source, Feeds.Of(1, source.Length));
            for (var length = 0; length < source.Length; length += 7)
            {
                var prefix = Cutting.Of(language, source, [length], complete: false);
                Assert.Equal(whole.Untimed.Take(prefix.Statements.Count), prefix.Untimed);
                Assert.Equal(whole.Statements.Count(statement => statement.ReleasedAt <= length), prefix.Statements.Count);
            }
        }
    }
}
