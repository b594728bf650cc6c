using System.Collections.Frozen;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Hosting;
using Eager.Effects;
using Eager.Engine.Batches;
using Eager.Engine.Executions.Limits;
using Eager.Engine.Pipeline.Supervision;
using Eager.Engine.Statements;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;
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
    IValidateOptions<SessionLimits> validator,
    TimeProvider time)
{
    /// <summary>Languages that can be cut into statements.</summary>
    public IReadOnlyList<ILanguage> Languages { get; } = [.. languages];

    /// <summary>Backends that can execute.</summary>
    public IReadOnlyList<IBackend> Backends { get; } = [.. backends];

    /// <summary>Opens a session and returns when its backend is ready. The caller owns the session and disposes of it.</summary>
    /// <exception cref="ArgumentException">
    /// The language or the backend is unknown, and the message lists the known ones; or a limit is out of its range; or the backend
    /// cannot hold the effects that the session's profile names; or blocks are to be opened together with what excludes that.
    /// </exception>
    /// <exception cref="BackendUnavailableException">The backend cannot start, or cannot open blocks as the session asks.</exception>
    /// <exception cref="InvalidOperationException">The engine's host is not running.</exception>
    public async ValueTask<EagerSession> OpenAsync(SessionOptions session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var language = LanguageOf(session);
        var backend = BackendOf(session);
        var limits = LimitsOf(session);
        var effects = EffectsOf(session, backend);
        var excludesBlocks = session.Program.TopLevelAwait || effects.UsesPublishedGate;
        if (session.Blocks == BlockOpening.Required && excludesBlocks)
            throw new ArgumentException("blocks cannot be opened with await at top level, nor with a profile that switches overlap off");
        if (session.Speculates && (session.Blocks == BlockOpening.Never || excludesBlocks || !effects.Holds))
            throw new ArgumentException("bodies of functions run ahead only with open blocks and a profile that holds effects");
        var program = session.Program with { Effects = RulesOf(effects, session.Mode), Limits = session.Program.Limits.OfBackend };
        var opened = LimitedSession.Of(await backend.OpenAsync(program, cancellationToken).ConfigureAwait(false), session.Program, time);
        try
        {
            var chunker = session.Mode == ExecutionMode.Serial
                ? new WholeProgramChunker(limits.StatementBytes)
                : language.CreateChunker(limits.StatementBytes);
            var gatesNames = effects.UsesPublishedGate && session.Mode == ExecutionMode.Eager;
            var events = Channel.CreateBounded<SessionEvent>(
                new BoundedChannelOptions(limits.ReaderQueue) { SingleWriter = true, SingleReader = true });
            var parts = new SessionParts(
                new SessionIdentity(language.Name, backend.Name, session.Mode),
                limits,
                session.OnError,
                time,
                new ProgramPipe(limits.PipeBytes),
                StreamDecoders.Create(session.Decoding with { Languages = [language.Name, .. language.Aliases, .. session.Decoding.Languages] }),
                chunker,
                session.Gate ?? (gatesNames ? new MergeWhenIdleGate() : GatePolicies.For(opened.Capabilities)),
                gatesNames ? new PublishedGate() : null,
                opened,
                events.Writer)
            {
                OpensBlocks = !excludesBlocks && OpensBlocks(session, backend, opened),
                Speculates = session.Speculates,
                Watcher = session.Watcher,
            };
            return await StartAsync(parts, events.Reader).ConfigureAwait(false);
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What was asked for; else what is safest of what the backend can do.</summary>
    private static EffectProfile EffectsOf(SessionOptions session, IBackend backend)
    {
        if (session.Effects is not { } asked)
            return backend.HoldsEffects ? EffectProfile.Sandbox : EffectProfile.Open;
        return asked.RefusedBy(backend) is { } refusal ? throw new ArgumentException(refusal) : asked;
    }

    private static bool OpensBlocks(SessionOptions session, IBackend backend, IBackendSession opened)
    {
        if (session.Blocks == BlockOpening.Never || session.Mode == ExecutionMode.Serial)
            return false;
        return opened.Capabilities.OpensBlocks || (session.Blocks == BlockOpening.WherePossible && !session.Speculates)
            ? opened.Capabilities.OpensBlocks
            : throw new BackendUnavailableException($"the backend '{backend.Name}' for {backend.Language} takes no statement in parts: leave open blocks off");
    }

    /// <summary>A program that is run when it has arrived holds nothing.</summary>
    private static FrozenDictionary<EffectClass, EffectRule> RulesOf(EffectProfile effects, ExecutionMode mode) => effects.Rules
        .Where(one => mode == ExecutionMode.Eager || one.Value is EffectRule.Run or EffectRule.Deny)
        .ToFrozenDictionary();

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Distinct());

    private async Task<EagerSession> StartAsync(SessionParts parts, ChannelReader<SessionEvent> events)
    {
        var deadline = options.Value.DrainDeadline;
        var completion = new TaskCompletionSource<SessionSummary>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new SessionSupervisorProtocol.StartSession(parts, completion);
        try
        {
            var actor = await supervisor.ActorRef.Ask<IActorRef>(start, deadline).ConfigureAwait(false);
            return new EagerSession(actor, parts.Input.Writer, events, completion.Task, parts.Backend, deadline, time);
        }
        catch (Exception e) when (e is AskTimeoutException or TaskCanceledException)
        {
            parts.Chunker.Dispose();
            throw new InvalidOperationException("the engine does not answer: its host is not running", e);
        }
    }

    private ILanguage LanguageOf(SessionOptions session) =>
        Languages.FirstOrDefault(known => known.Name == session.Language)
        ?? throw new ArgumentException($"unknown language '{session.Language}'; known: {Names(Languages.Select(known => known.Name))}");

    private IBackend BackendOf(SessionOptions session)
    {
        IBackend[] known = [.. Backends.Where(backend => backend.Language == session.Language)];
        return known.FirstOrDefault(backend => backend.Name == session.Backend) ?? throw new ArgumentException(
            $"unknown backend '{session.Backend}' for {session.Language}; known: {Names(known.Select(backend => backend.Name))}");
    }

    private SessionLimits LimitsOf(SessionOptions session)
    {
        var limits = session.Limits ?? options.Value.Limits;
        var checks = validator.Validate(nameof(SessionOptions.Limits), limits);
        return checks.Failed ? throw new ArgumentException(checks.FailureMessage) : limits;
    }
}
