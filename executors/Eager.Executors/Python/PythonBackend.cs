using System.Collections;
using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Python;

/// <summary>Runs Python programs, each in an interpreter process of its own.</summary>
public sealed class PythonBackend(IOptions<PythonOptions> python, TimeProvider time, ILogger<PythonBackend> logger) : IBackend
{
    private const string WorkerName = "Python worker";

    private readonly WorkerLauncher _launcher = new(time, logger);

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    public string Language => "python";

    /// <inheritdoc/>
    public bool HoldsEffects => true;

    /// <inheritdoc/>
    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        var start = new ProcessStart(
            WorkerName,
            PythonInterpreter.Find(python.Value.Interpreter, Environment.GetEnvironmentVariable),
            [WorkerProgram(), "--frames-in", "3", "--frames-out", "4"],
            HostEnvironment(),
            options.WorkingDirectory)
        {
            TakesInput = options.Input is not null,
        };
        return await _launcher.OpenAsync(start, options, Language, python.Value.StartTimeout, cancellationToken).ConfigureAwait(false);
    }

    private string WorkerProgram()
    {
        var folder = python.Value.WorkerDirectory ?? Path.Combine(AppContext.BaseDirectory, "python-worker");
        var program = Path.Combine(folder, "worker.py");
        return File.Exists(program)
            ? program
            : throw new BackendUnavailableException($"the Python worker's program is missing: {program} does not exist");
    }

    private static string[] HostEnvironment() =>
        [.. from DictionaryEntry entry in Environment.GetEnvironmentVariables() select $"{entry.Key}={entry.Value}"];
}
