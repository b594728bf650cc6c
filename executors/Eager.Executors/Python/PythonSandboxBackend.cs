using Eager.Executions;
using Eager.Executors.Sandbox;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Python;

/// <summary>Runs Python programs, each in an interpreter process in a sandbox of its own.</summary>
public sealed class PythonSandboxBackend : IBackend, IAsyncDisposable
{
    private readonly PythonSessions _sessions;

    /// <summary>With a pool, and where there is bubblewrap, the parent of the workers is made ready at once.</summary>
    public PythonSandboxBackend(
        IOptions<PythonOptions> python, IOptions<SandboxOptions> sandbox, TimeProvider time, ILogger<PythonSandboxBackend> logger)
    {
        var pool = Bubblewrap.IsInstalled(sandbox.Value) ? sandbox.Value.Pool : null;
        _sessions = new PythonSessions(Name, python.Value, pool, new SandboxedStarts(python.Value, sandbox.Value), time, logger);
    }

    /// <inheritdoc/>
    public string Name => "sandbox";

    /// <inheritdoc/>
    public string Language => PythonWorker.Language;

    /// <inheritdoc/>
    public bool HoldsEffects => true;

    /// <inheritdoc/>
    public bool IsWarm => _sessions.IsWarm;

    /// <inheritdoc/>
    public bool StagesWrites => true;

    /// <inheritdoc/>
    public ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken) =>
        _sessions.OpenAsync(options, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sessions.DisposeAsync();
}
