using Eager.Executions;
using Eager.Executors.Sandbox;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Python;

/// <summary>Runs Python programs, each in an interpreter process in a sandbox of its own.</summary>
public sealed class PythonSandboxBackend(
    IOptions<PythonOptions> python, IOptions<SandboxOptions> sandbox, TimeProvider time, ILogger<PythonSandboxBackend> logger) : IBackend
{
    private readonly WorkerLauncher _launcher = new(time, logger);

    /// <inheritdoc/>
    public string Name => "sandbox";

    /// <inheritdoc/>
    public string Language => PythonWorker.Language;

    /// <inheritdoc/>
    public bool HoldsEffects => true;

    /// <inheritdoc/>
    public bool StagesWrites => true;

    /// <inheritdoc/>
    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        var start = PythonWorker.Start(python.Value, options);
        var inside = Bubblewrap.Around(start, sandbox.Value, Interpreter(start.Program), Path.GetDirectoryName(start.Arguments[0])!);
        return await _launcher.OpenAsync(inside, options, Language, python.Value.StartTimeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The folder that an interpreter is installed in: that of its <c>bin</c>.</summary>
    private static string Interpreter(string program)
    {
        var file = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(program);
        return Path.GetDirectoryName(Path.GetDirectoryName(file)) ?? file;
    }
}
