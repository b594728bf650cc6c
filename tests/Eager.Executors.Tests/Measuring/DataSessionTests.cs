using System.Diagnostics;
using Eager.Executions;
using Eager.Executors.Python;

namespace Eager.Executors.Tests.Measuring;

/// <summary>Prints what a session with the data stack costs: docs/benchmarks.md. Times are told, not asserted.</summary>
[Collection(nameof(WholeProcess))]
public sealed class DataSessionTests(ITestOutputHelper output)
{
    private const string Imports = "import pandas, matplotlib.pyplot\n";
    private const int Starts = 40;
    private const int ColdStarts = 8;
    private const int Idle = 200;

    private const double MostIdleMiB = 4;

    [Fact]
    public async Task Session_should_have_the_data_stack_and_tell_what_that_took()
    {
        await using var pooled = TestBackends.Pooled();
        await TestBackends.UntilForkedAsync(pooled);
        await using var bare = TestBackends.Pooled(options => options.Pool.Minimum = 0);
        await TestBackends.UntilForkedAsync(bare);
        await TellAsync("process, pooled, a worker ready", Starts, () => FirstStatementAsync(pooled), () => UntilReadyAsync(pooled));
        await TellAsync("process, pooled, forked for the session", Starts, () => FirstStatementAsync(bare, limited: true));
        await using var sandboxes = TestBackends.PooledSandbox();
        await TestBackends.UntilEnteredAsync(sandboxes);
        await TellAsync("sandbox, pooled", Starts, () => FirstStatementAsync(sandboxes));
        await TellAsync("process, not pooled", ColdStarts, () => FirstStatementAsync(TestBackends.Python()));
        await TellAsync("sandbox, not pooled", ColdStarts, () => FirstStatementAsync(TestBackends.PythonSandbox()));
        await TellAsync("cold python3 -c", ColdStarts, async () =>
        {
            using var python = Process.Start("/usr/bin/python3", ["-c", Imports]);
            await python.WaitForExitAsync();
            return null;
        });
    }

    [Fact]
    public async Task Sessions_should_share_what_was_loaded_when_many_are_idle()
    {
        await using var backend = TestBackends.Pooled(options => options.Pool.Maximum = Idle + 1);
        await TestBackends.UntilForkedAsync(backend);
        var sessions = new List<IBackendSession>();
        var sizes = new List<double>();
        try
        {
            for (var i = 0; i < Idle; i++)
            {
                sessions.Add(await backend.OpenAsync(TestBackends.Program, CancellationToken.None));
                await sessions[^1].SubmitAsync("import os; print(os.getpid(), os.getppid(), flush=True)\n");
                var line = await sessions[^1].LineAsync();
                sizes.Add(line.Split(' ').Sum(pid => PrivateMiB(pid.Trim())));
            }

            var all = string.Join(' ', sizes.Order().Select(size => $"{size:0.00}").Where((_, i) => i % (Idle / 4) == 0));
            output.WriteLine($"{Idle} idle sessions, worker and warden: mean {sizes.Average():0.00} MiB private, most {sizes.Max():0.00} MiB ({all})");
            Assert.InRange(sizes.Max(), 0.01, MostIdleMiB);
        }
        finally
        {
            await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));
        }
    }

    private static async Task<IAsyncDisposable?> FirstStatementAsync(IBackend backend, bool limited = false)
    {
        var options = TestBackends.Program with
        {
            WorkingDirectory = AppContext.BaseDirectory,
            Limits = new ProgramLimits { OpenFiles = limited ? 1024 : null },
        };
        var session = await backend.OpenAsync(options, CancellationToken.None);
        await session.SubmitAsync(Imports);
        await session.UntilAsync<UnitFinished>();
        return session;
    }

    private static async Task UntilReadyAsync(PythonBackend backend)
    {
        while (backend.ReadyCount == 0)
            await Task.Yield();
    }

    private static double PrivateMiB(string pid) => File.ReadLines($"/proc/{pid}/smaps_rollup")
        .Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])) / 1024;

    private async Task TellAsync(string what, int starts, Func<Task<IAsyncDisposable?>> action, Func<Task>? prepare = null)
    {
        var times = new List<double>();
        for (var i = 0; i < starts; i++)
        {
            await (prepare?.Invoke() ?? Task.CompletedTask);
            var began = Stopwatch.GetTimestamp();
            var made = await action();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await (made?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        times.Sort();
        output.WriteLine($"{what}: p50 {times[starts / 2]:0.0} ms, p90 {times[starts * 9 / 10]:0.0} ms");
        Assert.All(times, time => Assert.True(time > 0));
    }
}
