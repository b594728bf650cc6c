using Eager.Statements;

namespace Eager.Parsing.Measuring;

/// <summary>Measures statement detection on one program: <c>./eager bench detect</c>.</summary>
public static class DetectionBenchmark
{
    private const int StretchTokens = 256;

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
        var fastest = new long[(tokens / StretchTokens) + 1];
        Array.Fill(fastest, long.MaxValue);
        var allocated = long.MaxValue;
        var statements = 0;

        // The first pass compiles and warms up, and is not counted.
        for (var pass = 0; pass <= options.Repeats; pass++)
        {
            using var chunker = language.CreateChunker(options.StatementLimit);
            var before = GC.GetAllocatedBytesForCurrentThread();
            statements = Feed(chunker, source, options.TokenBytes, clock, fastest);
            // A collection that another thread causes counts the rest of this thread's buffer: the least of the passes is what feeding allocates.
            if (pass > 0)
                allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        var nanoseconds = fastest.Sum() * 1e9 / clock.TimestampFrequency;
        return new DetectionResult(
            tokens, nanoseconds / Math.Max(1, tokens), nanoseconds / Math.Max(1, source.Length),
            (double)allocated / Math.Max(1, tokens), statements);
    }

    /// <summary>Feeds the whole program and keeps the shortest time of each stretch; completing it belongs to the last.</summary>
    private static int Feed(IChunker chunker, ReadOnlySpan<byte> source, int tokenBytes, TimeProvider clock, long[] fastest)
    {
        var statements = 0;
        for (var stretch = 0; stretch < fastest.Length; stretch++)
        {
            var start = clock.GetTimestamp();
            var from = stretch * StretchTokens * tokenBytes;
            var to = Math.Min(source.Length, from + (StretchTokens * tokenBytes));
            for (var at = from; at < to; at += tokenBytes)
            {
                chunker.Feed(source.Slice(at, Math.Min(tokenBytes, to - at)));
                statements += Take(chunker);
            }
            if (stretch == fastest.Length - 1)
            {
                chunker.Complete();
                statements += Take(chunker);
            }
            fastest[stretch] = Math.Min(fastest[stretch], clock.GetTimestamp() - start);
        }
        return statements;
    }

    private static int Take(IChunker chunker)
    {
        var statements = 0;
        while (chunker.TryRelease(out _))
            statements++;
        return statements;
    }
}
