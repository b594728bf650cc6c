using Eager.Executions;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.CSharp;

/// <summary>Runs C# programs, each in a worker process of its own, which compiles it as it arrives.</summary>
public sealed class CSharpBackend(IOptions<CSharpOptions> csharp, TimeProvider time, ILogger<CSharpBackend> logger) : IBackend
{
    private readonly WorkerLauncher _launcher = new(time, logger);

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    public string Language => CSharpWorker.Language;

    /// <inheritdoc/>
    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        var start = CSharpWorker.Start(csharp.Value, options);
        return await _launcher.OpenAsync(start, options, Language, csharp.Value.StartTimeout, cancellationToken).ConfigureAwait(false);
    }
}
