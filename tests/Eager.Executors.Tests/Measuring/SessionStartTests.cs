using System.Diagnostics;
using Eager.Executions;

namespace Eager.Executors.Tests.Measuring;

/// <summary>Prints what a session costs: docs/benchmarks.md. Times are told, not asserted.</summary>
[Collection(nameof(WholeProcess))]
public sealed class SessionStartTests(ITestOutputHelper output)
{
    private const int Starts = 60;

    [Fact]
    public async Task Session_should_run_its_first_statement_and_tell_what_that_took()
    {
        await TellAsync("process: first statement of a fresh session", () => FirstStatementAsync(TestBackends.Python()));
        await TellAsync("sandbox: first statement of a fresh session", () => FirstStatementAsync(TestBackends.PythonSandbox()));
        await TellAsync("cold python3 -c pass", async () =>
        {
            using var python = Process.Start("/usr/bin/python3", ["-c", "pass"]);
            await python.WaitForExitAsync();
            return null;
        });
    }

    [Fact]
    public async Task Session_should_answer_and_tell_what_a_round_trip_took()
    {
        await TellRoundTripAsync("process: round trip", TestBackends.Python());
        await TellRoundTripAsync("sandbox: round trip", TestBackends.PythonSandbox());
    }

    private static async Task<IAsyncDisposable?> FirstStatementAsync(IBackend backend)
    {
        var session = await OpenAsync(backend);
        await session.SubmitAsync("x = 1\n");
        await session.UntilAsync<UnitFinished>();
        return session;
    }

    private static async Task<IBackendSession> OpenAsync(IBackend backend) => await backend.OpenAsync(
        TestBackends.Program with { WorkingDirectory = AppContext.BaseDirectory }, CancellationToken.None);

    private async Task TellRoundTripAsync(string what, IBackend backend)
    {
        await using var session = await OpenAsync(backend);
        var unit = 0;
        await TellAsync(what, async () =>
        {
            await session.SubmitAsync([SessionExtensions.Unit(unit, "x = 1\n", unit + 1, offset: unit * 6)], CancellationToken.None);
            unit++;
            await session.UntilAsync<UnitFinished>();
            return null;
        });
    }

    /// <summary>Times an action; what it returns is disposed of outside of the time.</summary>
    private async Task TellAsync(string what, Func<Task<IAsyncDisposable?>> action)
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var made = await action();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await (made?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        times.Sort();
        output.WriteLine($"{what}: p50 {times[Starts / 2]:0.000} ms, p90 {times[Starts * 9 / 10]:0.000} ms");
        Assert.All(times, time => Assert.True(time > 0));
    }
}
