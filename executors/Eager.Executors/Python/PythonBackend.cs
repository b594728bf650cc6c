using Eager.Executions;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Python;

/// <summary>Runs Python programs, each in an interpreter process of its own.</summary>
public sealed class PythonBackend(IOptions<PythonOptions> python, TimeProvider time, ILogger<PythonBackend> logger) : IBackend
{
    private readonly WorkerLauncher _launcher = new(time, logger);

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    public string Language => PythonWorker.Language;

    /// <inheritdoc/>
    public bool HoldsEffects => true;

    /// <inheritdoc/>
    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        var start = PythonWorker.Start(python.Value, options);
        return await _launcher.OpenAsync(start, options, Language, python.Value.StartTimeout, cancellationToken).ConfigureAwait(false);
    }
}
