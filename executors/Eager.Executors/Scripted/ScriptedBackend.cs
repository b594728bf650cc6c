using Eager.Executions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Scripted;

/// <summary>Runs nothing: takes as long, prints and fails as a file says. For research and load tests, in any language.</summary>
public sealed class ScriptedBackend(string language, IOptions<ScriptedOptions> scripted, TimeProvider time) : IBackend
{
    /// <inheritdoc/>
    public string Name => "scripted";

    /// <inheritdoc/>
    public string Language => language;

    /// <inheritdoc/>
    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var script = scripted.Value.File is { } file ? Script.Load(file) : new Script();
        await Task.Delay(script.OpenDuration, time, cancellationToken).ConfigureAwait(false);
        if (script.Refuse is { } reason)
            throw new BackendUnavailableException(reason);
        return new ScriptedSession(script, options, time);
    }
}
