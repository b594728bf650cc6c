using Eager.Executions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Python;

/// <summary>Runs Python programs, each in an interpreter process of its own.</summary>
public sealed class PythonBackend : IBackend, IAsyncDisposable
{
    private readonly PythonSessions _sessions;

    /// <summary>With a pool, the first workers are made ready at once.</summary>
    public PythonBackend(IOptions<PythonOptions> python, TimeProvider time, ILogger<PythonBackend> logger) =>
        _sessions = new PythonSessions(Name, python.Value, python.Value.Pool, new PlainStarts(python.Value), time, logger);

    /// <summary>Workers that wait for a program.</summary>
    internal int ReadyCount => _sessions.ReadyCount;

    /// <inheritdoc/>
    public string Name => "process";

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
