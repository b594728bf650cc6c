using Eager.Engine.Tokens.Decoding;

namespace Eager.Benchmarks.Allocations;

/// <summary>Every operation whose allocation the tests keep.</summary>
public static class AllocationCases
{
    /// <summary>Prepares them; each runs on the thread that calls it.</summary>
    public static IReadOnlyList<AllocationCase> Create() =>
    [
        Token(),
        Detection("python"),
        Detection("csharp"),
        .. Enum.GetValues<StreamFormat>().Where(format => format != StreamFormat.Auto).Select(Decoding),
        new("dispatch", DispatchBenchmarks.Statements, () => new DispatchBenchmarks().Dispatch()),
        .. Frames(),
        Events(),
    ];

    private static AllocationCase Token()
    {
        var benchmark = new TokenBenchmarks();
        benchmark.Prepare();
        return new AllocationCase("token", TokenBenchmarks.Tokens, () => benchmark.Pass());
    }

    /// <summary>A whole program: what is counted is the program, not the token.</summary>
    private static AllocationCase Detection(string language)
    {
        var benchmark = new DetectionBenchmarks { Text = "100 lines", Language = language };
        benchmark.Prepare();
        return new AllocationCase($"detection/{language}", 1, () => benchmark.Feed());
    }

    private static AllocationCase Decoding(StreamFormat format)
    {
        var benchmark = new DecodingBenchmarks { Format = format };
        benchmark.Prepare();
        return new AllocationCase($"decoding/{format.ToString().ToLowerInvariant()}", DecodingBenchmarks.Deltas, () => benchmark.Decode());
    }

    private static AllocationCase[] Frames()
    {
        var benchmark = new FrameBenchmarks();
        benchmark.Prepare();
        return
        [
            new("frame/write", FrameBenchmarks.Frames, () => benchmark.Write()),
            new("frame/read", FrameBenchmarks.Frames, () => benchmark.Read()),
        ];
    }

    private static AllocationCase Events()
    {
        var benchmark = new EventBenchmarks();
        return new AllocationCase("event/json", EventBenchmarks.Events, () => benchmark.Write());
    }
}
