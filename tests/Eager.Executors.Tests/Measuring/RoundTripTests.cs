using System.Diagnostics;
using Eager.Executions;

namespace Eager.Executors.Tests.Measuring;

/// <summary>Prints what a statement takes from its submission to its report: docs/benchmarks.md. Times are told, not asserted.</summary>
[Collection(nameof(WholeProcess))]
public sealed class RoundTripTests(ITestOutputHelper output)
{
    private const string Statement = "x = 1\n";
    private const int Trips = 1000;

    [Fact]
    public async Task Session_should_answer_and_tell_what_a_round_trip_took()
    {
        output.WriteLine("| round trip of a statement | p50, p90 ms |");
        output.WriteLine("| --- | --- |");
        await TellAsync("`process`", TestBackends.Python());
        await TellAsync("`sandbox`", TestBackends.PythonSandbox());
    }

    private async Task TellAsync(string what, IBackend backend)
    {
        var program = TestBackends.Program with { WorkingDirectory = AppContext.BaseDirectory };
        await using var session = await backend.OpenAsync(program, CancellationToken.None);
        var times = new double[Trips];
        for (var i = 0; i < Trips; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await session.SubmitAsync([SessionExtensions.Unit(i, Statement, i + 1, offset: i * Statement.Length)], CancellationToken.None);
            await session.UntilAsync<UnitFinished>();
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        Assert.True(times[0] > 0);
        output.WriteLine($"| {what} | {times[Trips / 2]:0.000}, {times[Trips * 9 / 10]:0.000} |");
    }
}
