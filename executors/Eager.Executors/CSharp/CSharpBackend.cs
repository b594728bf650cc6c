using System.Collections;
using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.CSharp;

/// <summary>Runs C# programs, each in a worker process of its own, which compiles it as it arrives.</summary>
public sealed class CSharpBackend(IOptions<CSharpOptions> csharp, TimeProvider time, ILogger<CSharpBackend> logger) : IBackend
{
    private const string WorkerName = "C# worker";
    private const string Folder = "csharp-worker";
    private const string FolderVariable = "EAGER_CSHARP_WORKER";

    private readonly WorkerLauncher _launcher = new(time, logger);

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    public string Language => "csharp";

    /// <inheritdoc/>
    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        string[] arguments = ["--frames-in", "3", "--frames-out", "4"];
        var start = new ProcessStart(
            WorkerName,
            WorkerProgram(),
            csharp.Value.ImplicitUsings ? arguments : [.. arguments, "--no-implicit-usings"],
            HostEnvironment(),
            options.WorkingDirectory);
        return await _launcher.OpenAsync(start, options, Language, csharp.Value.StartTimeout, cancellationToken).ConfigureAwait(false);
    }

    private string WorkerProgram()
    {
        var folder = csharp.Value.WorkerDirectory ?? Environment.GetEnvironmentVariable(FolderVariable);
        var program = Path.Combine(string.IsNullOrEmpty(folder) ? Path.Combine(AppContext.BaseDirectory, Folder) : folder, Folder);
        return File.Exists(program)
            ? program
            : throw new BackendUnavailableException($"the C# worker's program is missing: {program} does not exist");
    }

    private static string[] HostEnvironment() =>
        [.. from DictionaryEntry entry in Environment.GetEnvironmentVariables() select $"{entry.Key}={entry.Value}"];
}
