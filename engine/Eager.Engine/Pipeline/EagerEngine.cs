using System.Threading.Channels;
using Akka.Actor;
using Akka.Hosting;
using Eager.Batches;
using Eager.Engine.Batches;
using Eager.Engine.Pipeline.Supervision;
using Eager.Engine.Statements;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;
using Microsoft.Extensions.Options;

namespace Eager.Engine.Pipeline;

/// <summary>Opens sessions: the entrance to the engine.</summary>
public sealed class EagerEngine(
    IRequiredActor<SessionSupervisorActor> supervisor,
    IEnumerable<ILanguage> languages,
    IEnumerable<IBackend> backends,
    IOptions<EngineOptions> options,
    TimeProvider time)
{
    /// <summary>Languages that can be cut into statements.</summary>
    public IReadOnlyList<ILanguage> Languages { get; } = [.. languages];

    /// <summary>Backends that can execute.</summary>
    public IReadOnlyList<IBackend> Backends { get; } = [.. backends];

    /// <summary>Opens a session and returns when its backend is ready. The caller owns the session and disposes of it.</summary>
    /// <exception cref="ArgumentException">The language or the backend is unknown; the message lists the known ones.</exception>
    /// <exception cref="BackendUnavailableException">The backend cannot start.</exception>
    public async ValueTask<EagerSession> OpenAsync(SessionOptions session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var language = Languages.FirstOrDefault(known => known.Name == session.Language)
            ?? throw new ArgumentException($"unknown language '{session.Language}'; known: {Names(Languages.Select(known => known.Name))}");
        var backend = Backends.FirstOrDefault(known => known.Name == session.Backend && known.Language == language.Name)
            ?? throw new ArgumentException(
                $"unknown backend '{session.Backend}' for {language.Name}; known: {Names(from known in Backends where known.Language == language.Name select known.Name)}");

        var limits = session.Limits ?? options.Value.Limits;
        var opened = await backend.OpenAsync(session.Program, cancellationToken).ConfigureAwait(false);
        var input = new ProgramPipe(limits.PipeBytes);
        var events = Channel.CreateBounded<SessionEvent>(
            new BoundedChannelOptions(limits.ReaderQueue) { SingleWriter = true, SingleReader = true });
        var chunker = session.Mode == ExecutionMode.Serial
            ? new WholeProgramChunker(limits.StatementBytes)
            : language.CreateChunker(limits.StatementBytes);
        var parts = new SessionParts(
            new SessionIdentity(language.Name, backend.Name, session.Mode),
            limits,
            session.OnError,
            time,
            input,
            chunker,
            session.Gate ?? DefaultGate(opened.Capabilities),
            opened,
            events.Writer);

        var completion = new TaskCompletionSource<SessionSummary>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new SessionSupervisorProtocol.StartSession(parts, completion);
        var actor = await supervisor.ActorRef.Ask<IActorRef>(start, cancellationToken).ConfigureAwait(false);
        return new EagerSession(actor, input.Writer, events.Reader, completion.Task, opened, options.Value.DrainDeadline, time);
    }

    private static IGatePolicy DefaultGate(BackendCapabilities capabilities) =>
        capabilities.QueuesUnits ? new PipelinedGate() : new MergeWhenIdleGate();

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Distinct());
}
