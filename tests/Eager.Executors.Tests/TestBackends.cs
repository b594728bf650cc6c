using Eager.Executions;
using Eager.Executors.Python;
using Eager.Executors.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Tests;

/// <summary>Backends on the real worker and on the scripted one.</summary>
internal static class TestBackends
{
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

    public static PythonSandboxBackend PythonSandbox(Action<SandboxOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new SandboxOptions();
        configure?.Invoke(options);
        return new PythonSandboxBackend(
            Options.Create(new PythonOptions()), Options.Create(options), time ?? TimeProvider.System, NullLogger<PythonSandboxBackend>.Instance);
    }

    public static async Task<IBackendSession> OpenPythonAsync() => await Python().OpenAsync(Program, CancellationToken.None);

    /// <summary>A session whose units drive the protocol themselves: see ScriptedWorker/worker.py.</summary>
    public static async Task<IBackendSession> OpenScriptedAsync(TimeProvider? time = null) =>
        await Python(options => options.WorkerDirectory = ScriptedWorker, time).OpenAsync(Program, CancellationToken.None);
}
