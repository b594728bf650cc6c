using Eager.Parsing.Measuring;
using Eager.Parsing.Tests.Support;

namespace Eager.Parsing.Tests.Measuring;

public sealed class DetectionBenchmarkTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("python", "program.py")]
    [InlineData("csharp", "program.csx")]
    public void Detection_should_allocate_nothing_for_every_corpus_program(string language, string fileName)
    {
        foreach (var path in Corpus.Programs(language, fileName))
        {
            var source = File.ReadAllBytes(path);
            var options = new DetectionOptions(Repeats: 2);
            var result = DetectionBenchmark.Measure(LanguageRegistry.Find(language)!, source, options, TimeProvider.System);
            Assert.Equal(0, result.AllocatedBytesPerToken);
            Assert.Equal((source.Length + 3) / 4, result.Tokens);
        }
    }

    [Fact]
    public void Cost_of_a_byte_should_not_depend_on_the_length_of_the_program()
    {
        var line = "value = compute(value, [1, 2, 3], name='x')  # comment\n"u8.ToArray();
        var python = LanguageRegistry.Find("python")!;
        var options = new DetectionOptions(Repeats: 10);
        DetectionResult Of(int lines) => DetectionBenchmark.Measure(
            python, Enumerable.Repeat(line, lines).SelectMany(bytes => bytes).ToArray(), options, TimeProvider.System);
        var (small, large) = (Of(100), Of(5000));
        output.WriteLine($"100 lines: {small}\n5,000 lines: {large}\nratio {large.NsPerByte / small.NsPerByte:F2}");
        Assert.Equal(0, large.AllocatedBytesPerToken);
    }

    [Fact]
    public async Task CPython_should_be_measured_beside_it()
    {
        var path = Corpus.Programs("python", "program.py").MaxBy(file => new FileInfo(file).Length)!;
        var source = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var ours = DetectionBenchmark.Measure(LanguageRegistry.Find("python")!, source, new DetectionOptions(), TimeProvider.System);
        var theirs = await CPythonPrefixBenchmark.MeasureAsync("python3", source, 4, TestContext.Current.CancellationToken);
        output.WriteLine($"{ours}\nCPython ast.parse of the prefix: {theirs:F0} ns a token, {theirs / ours.NsPerToken:F0} times as much");
        Assert.True(theirs > ours.NsPerToken);
    }
}
