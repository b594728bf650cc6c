using Eager.Executions;

namespace Eager.Executors.Tests.Measuring;

/// <summary>Prints what an idle session has of its own, beneath a parent that has the data stack loaded: docs/benchmarks.md.</summary>
[Collection(nameof(WholeProcess))]
public sealed class IdleSessionTests(ITestOutputHelper output)
{
    private const int Idle = 200;

    private const double MostIdleMiB = 4;

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

    private static double PrivateMiB(string pid) => File.ReadLines($"/proc/{pid}/smaps_rollup")
        .Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])) / 1024;
}
