using System.Globalization;
using Eager.Benchmarks.Allocations;

namespace Eager.LoadTests.Tests.Allocations;

public sealed class AllocationTests
{
    private const string Update = "dotnet run -c Release --project loadtests/Eager.Benchmarks -- allocations loadtests/baselines/allocations.json";

    /// <summary>Bytes an operation; what a run allocates once, divided by its operations, may change with the runtime.</summary>
    private const double Tolerance = 1;

    [Fact]
    public void Operations_should_allocate_no_more_than_the_baseline_says()
    {
        var baseline = AllocationBaseline.Read(Path.Join(RepositoryFolder(), "loadtests", "baselines", "allocations.json"));
        var above = new List<string>();
        foreach (var measured in AllocationCases.Create())
        {
            if (!baseline.TryGetValue(measured.Name, out var allowed))
                above.Add($"{measured.Name}: not in the baseline");
            else if (AllocationMeter.Measure(measured).Least is var bytes && bytes > allowed + Tolerance)
                above.Add(string.Create(CultureInfo.InvariantCulture, $"{measured.Name}: {bytes:F1} bytes an operation, {allowed:F1} allowed"));
        }

        Assert.True(above.Count == 0, $"{string.Join("; ", above)}. Where that is meant to be: {Update}");
    }

    [Theory]
    [InlineData("token")]
    [InlineData("decoding/code")]
    public void Tokens_should_pass_without_any_allocation(string name)
    {
        var measured = AllocationCases.Create().Single(one => one.Name == name);

        Assert.Equal(0, AllocationMeter.Measure(measured).Least);
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Join(folder.FullName, "Eager.Actors.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside of the repository");
    }
}
