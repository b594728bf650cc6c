using System.Globalization;

namespace Eager.LoadTests.Soaking;

/// <summary>What a soak must not show. The first round fills caches and pools and counts for sessions alone.</summary>
public static class SoakVerdict
{
    /// <summary>Live bytes that a session may leave on the mean of the later rounds: measuring itself is not exact to less.</summary>
    private const double MostBytesPerSession = 4096;

    /// <summary>Live bytes that come and go with the runtime's own tables.</summary>
    private const double Noise = 2 * 1024 * 1024;

    private const int DescriptorNoise = 8;

    /// <summary>What is wrong, one line each; empty where nothing is.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<SoakRound> rounds)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        var broken = new List<string>();
        broken.AddRange(rounds.Where(round => round.Failed > 0).Select(round => $"round {round.Number}: {round.Failed} sessions were wrong"));
        broken.AddRange(rounds.Where(round => round.Lost > round.Kills).Select(round =>
            $"round {round.Number}: {round.Lost} sessions lost their worker, and {round.Kills} processes were killed"));
        if (rounds.Count < 3)
            return broken;
        var (first, last) = (rounds[1], rounds[^1]);
        if (last.Processes > first.Processes)
            broken.Add($"{last.Processes} processes are left, {first.Processes} after the second round");
        if (last.Descriptors > first.Descriptors + DescriptorNoise)
            broken.Add($"{last.Descriptors} descriptors are open, {first.Descriptors} after the second round");
        var sessions = rounds.Skip(2).Sum(round => round.Sessions);
        var grown = Slope(rounds) * (rounds.Count - 2);
        if (grown > (MostBytesPerSession * sessions) + Noise)
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"live memory grew by {grown / sessions:F0} bytes a session"));
        return broken;
    }

    /// <summary>Live bytes a round that were added, by least squares over the rounds behind the first.</summary>
    internal static double Slope(IReadOnlyList<SoakRound> rounds)
    {
        SoakRound[] counted = [.. rounds.Skip(1)];
        var middle = counted.Average(round => (double)round.Number);
        var mean = counted.Average(round => (double)round.ManagedBytes);
        return counted.Sum(round => (round.Number - middle) * (round.ManagedBytes - mean)) / counted.Sum(round => Math.Pow(round.Number - middle, 2));
    }
}
