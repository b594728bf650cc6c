using BenchmarkDotNet.Attributes;
using Eager.Executions;
using Eager.Executors.Python;
using Eager.Statements;
using Microsoft.Extensions.DependencyInjection;

namespace Eager.Benchmarks;

/// <summary>A unit handed to a Python worker and reported as finished, and a worker from nothing to ready.</summary>
public class WorkerBenchmarks
{
    private static readonly byte[] Line = "x = 1\n"u8.ToArray();

    private static readonly BackendSessionOptions Options = new() { ProgramFile = "<stdin>", WorkingDirectory = Environment.CurrentDirectory };

    private ServiceProvider _services = null!;
    private IBackend _backend = null!;
    private IBackendSession _session = null!;
    private int _next;

    // In its own process BenchmarkDotNet does not wait for a set-up that is a task.
    [GlobalSetup]
    public void Prepare()
    {
        _services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging().AddPythonBackend().BuildServiceProvider();
        _backend = _services.GetRequiredService<IBackend>();
        _session = _backend.OpenAsync(Options, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _next = 0;
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _services.Dispose();
    }

    /// <summary>Each unit lies behind the one before it, as in a program.</summary>
    [Benchmark]
    public async Task RoundTrip()
    {
        var extent = new SourceSpan(_next * (long)Line.Length, (_next + 1) * (long)Line.Length, _next + 1, _next + 1);
        var unit = new ExecutionUnit(_next++, UnitKind.Statement, extent, Line);
        await _session.SubmitAsync([unit], CancellationToken.None).ConfigureAwait(false);
        while (await _session.ReceiveAsync(CancellationToken.None).ConfigureAwait(false) is not UnitFinished)
        {
        }
    }

    [Benchmark]
    public async Task ColdStart()
    {
        var session = await _backend.OpenAsync(Options, CancellationToken.None).ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
    }
}
