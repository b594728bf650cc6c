using BenchmarkDotNet.Attributes;
using Eager.Parsing;
using Eager.Parsing.Measuring;
using Eager.Statements;

namespace Eager.Benchmarks;

/// <summary>Cuts a program that arrives in tokens of four bytes. One operation is the whole program, from a new chunker to its end.</summary>
[MemoryDiagnoser]
public class DetectionBenchmarks
{
    private const int TokenBytes = 4;

    private DetectionShape _shape = null!;
    private ILanguage _language = null!;

    /// <summary>Name of a <see cref="DetectionShape"/>.</summary>
    [Params("100 lines", "5,000 lines")]
    public string Text { get; set; } = "";

    [Params("python", "csharp")]
    public string Language { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _language = LanguageRegistry.Find(Language)!;
        _shape = DetectionShape.All.Single(shape => shape.Name == Text && shape.Language == Language);
    }

    [Benchmark]
    public int Feed()
    {
        using var chunker = _language.CreateChunker(1 << 26);
        var source = _shape.Source.Span;
        var statements = 0;
        for (var at = 0; at < source.Length; at += TokenBytes)
        {
            chunker.Feed(source.Slice(at, Math.Min(TokenBytes, source.Length - at)));
            while (chunker.TryRelease(out _))
                statements++;
        }
        chunker.Complete();
        return statements;
    }
}
