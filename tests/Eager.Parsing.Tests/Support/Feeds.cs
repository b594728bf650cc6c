namespace Eager.Parsing.Tests.Support;

/// <summary>Ways to cut a text into the pieces of a stream.</summary>
internal static class Feeds
{
    /// <summary>One byte at a time, tokens, packets, and random pieces.</summary>
    public static IEnumerable<IEnumerable<int>> All(int length) => [Of(1, length), Of(4, length), Of(64, length), Random(1, length)];

    /// <summary>Pieces of <paramref name="size"/> bytes.</summary>
    public static IEnumerable<int> Of(int size, int length)
    {
        for (var fed = 0; fed < length; fed += size)
            yield return Math.Min(size, length - fed);
    }

    /// <summary>Pieces of 1 to <paramref name="most"/> bytes, the same for the same seed.</summary>
    public static IEnumerable<int> Random(int seed, int length, int most = 24)
    {
        var random = new Random(seed);
        for (int fed = 0, size; fed < length; fed += size)
            yield return size = Math.Min(random.Next(1, most + 1), length - fed);
    }
}
