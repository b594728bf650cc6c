using Eager.Statements;

namespace Eager.Parsing.Measuring;

/// <summary>Measures statement detection on one program: <c>./eager bench detect</c>.</summary>
public static class DetectionBenchmark
{
    /// <summary>Feeds <paramref name="source"/> token by token and takes every statement as it is released.</summary>
    /// <param name="language">Language of the program.</param>
    /// <param name="source">The program, UTF-8.</param>
    /// <param name="options">Size of a token and number of passes.</param>
    /// <param name="clock">Clock that times the passes.</param>
    public static DetectionResult Measure(ILanguage language, ReadOnlySpan<byte> source, DetectionOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.TokenBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Repeats);
        var tokens = (source.Length + options.TokenBytes - 1) / options.TokenBytes;
        var fastest = TimeSpan.MaxValue;
        long allocated = 0;
        var statements = 0;

        // The first pass compiles and warms up, and is not counted.
        for (var pass = 0; pass <= options.Repeats; pass++)
        {
            using var chunker = language.CreateChunker(options.StatementLimit);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = clock.GetTimestamp();
            statements = Feed(chunker, source, options.TokenBytes);
            var elapsed = clock.GetElapsedTime(start);
            if (pass == 0)
                continue;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            fastest = elapsed < fastest ? elapsed : fastest;
        }

        var nanoseconds = fastest.TotalNanoseconds;
        return new DetectionResult(
            tokens, nanoseconds / Math.Max(1, tokens), nanoseconds / Math.Max(1, source.Length),
            (double)allocated / options.Repeats / Math.Max(1, tokens), statements);
    }

    private static int Feed(IChunker chunker, ReadOnlySpan<byte> source, int tokenBytes)
    {
        var statements = 0;
        for (var at = 0; at < source.Length; at += tokenBytes)
        {
            chunker.Feed(source.Slice(at, Math.Min(tokenBytes, source.Length - at)));
            while (chunker.TryRelease(out _))
                statements++;
        }
        chunker.Complete();
        while (chunker.TryRelease(out _))
            statements++;
        return statements;
    }
}
