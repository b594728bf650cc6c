using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class AllocationTests
{
    [Fact]
    public void Feeding_should_allocate_nothing_when_the_chunker_is_warm()
    {
        var source = File.ReadAllBytes(Corpus.Programs("python", "program.py")[0]);
        using var chunker = LanguageRegistry.Find("python")!.CreateChunker(1 << 20);
        Feed(chunker, source);

        var least = long.MaxValue;
        for (var repeat = 0; repeat < 10; repeat++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Feed(chunker, source);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // A collection that another thread causes counts the rest of this thread's buffer: the least is what feeding allocates.
        Assert.Equal(0, least);
    }

    private static void Feed(IChunker chunker, byte[] source)
    {
        for (var at = 0; at < source.Length; at += 4)
        {
            chunker.Feed(source.AsSpan(at, Math.Min(4, source.Length - at)));
            while (chunker.TryRelease(out var boundary))
                _ = chunker.Text(boundary.Extent).Length;
        }
        chunker.Feed("\n"u8);
    }
}
