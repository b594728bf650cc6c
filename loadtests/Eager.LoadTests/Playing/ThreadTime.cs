using System.Globalization;

namespace Eager.LoadTests.Playing;

/// <summary>What a thread has computed, as the kernel counts it.</summary>
internal static class ThreadTime
{
    private const string Statistics = "/proc/thread-self/schedstat";

    /// <summary>Nanoseconds that the calling thread has spent on a processor; 0 where the kernel does not say.</summary>
    public static long OfThisThread()
    {
        if (!File.Exists(Statistics))
            return 0;
        var text = File.ReadAllText(Statistics);
        return long.TryParse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture, out var nanoseconds) ? nanoseconds : 0;
    }
}
