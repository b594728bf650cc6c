using CsCheck;

namespace Eager.Engine.Tests.Latency;

/// <summary>Random traces: when chunks are ready and how long they execute, in whole milliseconds, given in seconds.</summary>
internal static class TracesOfChunks
{
    public static Gen<(double[] Ready, double[] Execution)> Any(int longest) =>
        Gen.Select(Gen.Int[0, 3000], Gen.OneOf(Gen.Int[0, 5], Gen.Int[0, 3000])).Array[0, longest].Select(Split);

    private static (double[] Ready, double[] Execution) Split((int Gap, int Execution)[] chunks)
    {
        var at = 0.0;
        return ([.. chunks.Select(chunk => at += chunk.Gap / 1000.0)], [.. chunks.Select(chunk => chunk.Execution / 1000.0)]);
    }
}
