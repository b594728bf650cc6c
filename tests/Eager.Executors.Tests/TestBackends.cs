using Eager.Executions;
using Eager.Executors.Python;
using Eager.Executors.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Tests;

/// <summary>Backends on the real worker and on the scripted one.</summary>
internal static class TestBackends
{
    private const int MostColdStarts = 1000;

    public static readonly BackendSessionOptions Program = new()
    {
        ProgramFile = "program.py",
        Arguments = ["program.py"],
        WorkingDirectory = Path.GetTempPath(),
    };

    private static readonly string ScriptedWorker = Path.Combine(AppContext.BaseDirectory, "ScriptedWorker");

    public static PythonBackend Python(Action<PythonOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new PythonOptions();
        configure?.Invoke(options);
        return new PythonBackend(Options.Create(options), time ?? TimeProvider.System, NullLogger<PythonBackend>.Instance);
    }

    /// <summary>With workers that a parent forks.</summary>
    public static PythonBackend Pooled(Action<PythonOptions>? configure = null, TimeProvider? time = null) => Python(
        options =>
        {
            options.Pool.Enabled = true;
            configure?.Invoke(options);
        },
        time);

    /// <summary>Until sessions are forked: before, they start cold.</summary>
    public static async Task UntilForkedAsync(PythonBackend backend)
    {
        while (await ParentAsync(backend) == Environment.ProcessId)
            await Task.Yield();
    }

    /// <summary>The parent of the warden of a session's worker: this process where the worker was started, not forked.</summary>
    private static async Task<int> ParentAsync(PythonBackend backend)
    {
        await using var session = await backend.OpenAsync(Program, CancellationToken.None);
        await session.SubmitAsync("import os; print(open(f'/proc/{os.getppid()}/stat').read().rsplit(')')[1].split()[1], flush=True)\n");
        return int.Parse(await session.LineAsync());
    }

    public static PythonSandboxBackend PythonSandbox(
        Action<SandboxOptions>? configure = null, TimeProvider? time = null, Action<PythonOptions>? python = null)
    {
        var (options, pythonOptions) = (new SandboxOptions(), new PythonOptions());
        configure?.Invoke(options);
        python?.Invoke(pythonOptions);
        return new PythonSandboxBackend(
            Options.Create(pythonOptions), Options.Create(options), time ?? TimeProvider.System, NullLogger<PythonSandboxBackend>.Instance);
    }

    /// <summary>With workers that a parent forks into their sandboxes.</summary>
    public static PythonSandboxBackend PooledSandbox(
        Action<SandboxOptions>? configure = null, TimeProvider? time = null, Action<PythonOptions>? python = null) => PythonSandbox(
        options =>
        {
            options.Pool.Enabled = true;
            configure?.Invoke(options);
        },
        time,
        python);

    /// <summary>Until sessions are forked into their sandboxes: before, they start cold.</summary>
    public static async Task UntilEnteredAsync(PythonSandboxBackend backend)
    {
        for (var starts = 0; !await EntersAsync(backend); starts++)
            Assert.True(starts < MostColdStarts, "no worker was forked into its sandbox");
    }

    /// <summary>A worker that was forked executes a copy of the interpreter in memory.</summary>
    private static async Task<bool> EntersAsync(PythonSandboxBackend backend)
    {
        await using var session = await backend.OpenAsync(Program with { WorkingDirectory = AppContext.BaseDirectory }, CancellationToken.None);
        return (await session.PrintedAsync("import os; print(os.readlink('/proc/self/exe'), flush=True)\n")).StartsWith("/memfd:", StringComparison.Ordinal);
    }

    public static async Task<IBackendSession> OpenPythonAsync() => await Python().OpenAsync(Program, CancellationToken.None);

    /// <summary>A session whose units drive the protocol themselves: see ScriptedWorker/worker.py.</summary>
    public static async Task<IBackendSession> OpenScriptedAsync(TimeProvider? time = null) =>
        await Python(options => options.WorkerDirectory = ScriptedWorker, time).OpenAsync(Program, CancellationToken.None);
}
