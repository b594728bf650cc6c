using System.Diagnostics;
using Eager.Executions;
using Eager.Executors.Python;
using Eager.Executors.Tests.Jupyter;

namespace Eager.Executors.Tests.Measuring;

/// <summary>
/// Prints what the first statement of a fresh session takes, beside a cold interpreter and a cold Jupyter kernel: docs/benchmarks.md. Times are told,
/// not asserted.
/// </summary>
[Collection(nameof(WholeProcess))]
public sealed class FirstStatementTests(ITestOutputHelper output)
{
    private const string Plain = "x = 1\n";
    private const string Data = "import pandas, matplotlib.pyplot\n";

    /// <summary>Of each row and column; as many as quantiles need where EAGER_FULL is set.</summary>
    private static readonly int Starts = Environment.GetEnvironmentVariable("EAGER_FULL") is { Length: > 0 } ? 41 : 5;

    [Fact]
    public async Task Session_should_run_its_first_statement_and_tell_what_that_took_beside_others()
    {
        JupyterKernels.RequireInstalled();
        await using var jupyter = JupyterKernels.Create();
        // The server runs already when a notebook is opened.
        await (await FirstAsync(jupyter, Plain)).DisposeAsync();
        await using var pooled = TestBackends.Pooled();
        await TestBackends.UntilForkedAsync(pooled);
        await using var sandboxes = TestBackends.PooledSandbox();
        await TestBackends.UntilEnteredAsync(sandboxes);

        output.WriteLine("| the first statement of | `x = 1`: p50, p90 ms | `import pandas, matplotlib.pyplot`: p50, p90 ms |");
        output.WriteLine("| --- | --- | --- |");
        await TellAsync("a cold `python3`", ColdAsync);
        await TellAsync("a cold Jupyter kernel, its server running", source => FirstAsync(jupyter, source));
        await TellAsync("a session, `process`", source => FirstAsync(TestBackends.Python(), source));
        await TellAsync("a session, `sandbox`", source => FirstAsync(TestBackends.PythonSandbox(), source));
        await TellAsync("a session, `process`, pooled", source => FirstAsync(pooled, source), () => UntilReadyAsync(pooled));
        await TellAsync("the same, its worker forked for it", source => FirstAsync(pooled, source, new ProgramLimits { OpenFiles = 1024 }));
        await TellAsync("a session, `sandbox`, pooled", source => FirstAsync(sandboxes, source));
    }

    private static async Task<IAsyncDisposable> ColdAsync(string source)
    {
        using var python = Process.Start("/usr/bin/python3", ["-c", source]);
        await python.WaitForExitAsync();
        return new MemoryStream();
    }

    /// <param name="backend">Where.</param>
    /// <param name="source">The statement.</param>
    /// <param name="limits">Some that no worker which waits will do for; null: none.</param>
    private static async Task<IAsyncDisposable> FirstAsync(IBackend backend, string source, ProgramLimits? limits = null)
    {
        var program = TestBackends.Program with { WorkingDirectory = AppContext.BaseDirectory, Limits = limits ?? new ProgramLimits() };
        var session = await backend.OpenAsync(program, CancellationToken.None);
        await session.SubmitAsync(source);
        await session.UntilAsync<UnitFinished>();
        return session;
    }

    private static async Task UntilReadyAsync(PythonBackend backend)
    {
        while (backend.ReadyCount == 0)
            await Task.Yield();
    }

    private async Task TellAsync(string what, Func<string, Task<IAsyncDisposable>> first, Func<Task>? prepare = null) =>
        output.WriteLine($"| {what} | {await TimeAsync(first, Plain, prepare)} | {await TimeAsync(first, Data, prepare)} |");

    /// <summary>Ending a session is not a part of its time.</summary>
    private static async Task<string> TimeAsync(Func<string, Task<IAsyncDisposable>> first, string source, Func<Task>? prepare)
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await (prepare?.Invoke() ?? Task.CompletedTask);
            var began = Stopwatch.GetTimestamp();
            await using var session = await first(source);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        Assert.True(times[0] > 0);
        return $"{times[Starts / 2]:0.0}, {times[Starts * 9 / 10]:0.0}";
    }
}
