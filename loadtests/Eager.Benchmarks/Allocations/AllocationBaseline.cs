using System.Text.Json;

namespace Eager.Benchmarks.Allocations;

/// <summary>The file that says how much each operation may allocate, in bytes.</summary>
public static class AllocationBaseline
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    public static IReadOnlyDictionary<string, double> Read(string path) =>
        JsonSerializer.Deserialize<SortedDictionary<string, double>>(File.ReadAllText(path))!;

    /// <summary>Measures every operation and writes what it allocates.</summary>
    public static void Write(string path)
    {
        var measured = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var one in AllocationCases.Create())
            measured[one.Name] = Math.Round(AllocationMeter.Measure(one).Most, 1);
        File.WriteAllText(path, JsonSerializer.Serialize(measured, Format) + "\n");
    }
}
