using System.IO.Pipelines;
using Eager.Effects;
using Eager.Engine.Pipeline;
using Eager.Events;
using Eager.Executions;
using Eager.LoadTests.Programs;

namespace Eager.LoadTests.Targets;

/// <summary>The engine in this process.</summary>
/// <param name="engine">The engine; stays the caller's.</param>
/// <param name="backend">Name of the backend that runs the programs.</param>
/// <param name="workingDirectory">Absolute path of the directory that programs run in.</param>
public sealed class EngineTarget(EagerEngine engine, string backend, string workingDirectory) : ILoadTarget
{
    /// <inheritdoc/>
    public string Name => $"engine, backend {backend}";

    /// <summary>What one program may take; as the backend does where null.</summary>
    public ProgramLimits Limits { get; init; } = new();

    /// <inheritdoc/>
    public async ValueTask<ILoadSession> OpenAsync(LoadProgram program, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(program);
        var options = new SessionOptions
        {
            Language = program.Language,
            Backend = backend,
            Effects = EffectProfile.Open,
            Program = new BackendSessionOptions
            {
                ProgramFile = "<load>",
                Arguments = ["<load>"],
                WorkingDirectory = workingDirectory,
                Limits = Limits,
            },
        };
        try
        {
            return new Session(await engine.OpenAsync(options, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is ArgumentException or BackendUnavailableException or InvalidOperationException)
        {
            throw new LoadTargetException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Session(EagerSession session) : ILoadSession
    {
        public PipeWriter Input => session.Input;

        public IAsyncEnumerable<SessionEvent> EventsAsync(CancellationToken cancellationToken) => session.Events.ReadAllAsync(cancellationToken);

        public void Interrupt() => session.Interrupt();

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
