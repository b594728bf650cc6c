using System.Collections.Concurrent;
using Eager.Executions;

namespace Eager.Engine.Tests.Scripted;

/// <summary>A backend in memory that executes the commands of <see cref="ScriptedSession"/>. Stands in where a test is about the engine itself.</summary>
internal sealed class ScriptedBackend(TimeProvider time) : IBackend
{
    public const string BackendName = "scripted";

    private readonly ConcurrentDictionary<string, ScriptedSession> _sessions = new();

    public string Name => BackendName;

    public bool HoldsEffects => true;

    public string Language => LineLanguage.LanguageName;

    /// <summary>Settings of the session that opens next for a program of this name.</summary>
    public ConcurrentDictionary<string, ScriptedSessionOptions> Prepared { get; } = new();

    public ScriptedSession SessionOf(string programFile) => _sessions[programFile];

    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var prepared = Prepared.GetValueOrDefault(options.ProgramFile) ?? new ScriptedSessionOptions();
        if (prepared.OpenFailure is { } failure)
            throw failure;
        return _sessions[options.ProgramFile] = new ScriptedSession(prepared, time);
    }
}
