using System.Collections.Concurrent;
using Eager.Effects;
using Eager.Engine.Pipeline;
using Eager.Server.Executions;
using Eager.Server.Hosting;
using Eager.Server.Problems;
using Eager.Server.Telemetry;
using Microsoft.Extensions.Logging;

namespace Eager.Server.Sessions;

/// <summary>All sessions: who is there, who has been idle for too long, and the end of all of them.</summary>
internal sealed partial class SessionRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ServerSession> _sessions = new();
    private readonly EagerEngine _engine;
    private readonly ServerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SessionRegistry> _logger;
    private readonly WorkspaceRoot _root;
    private int _count;

    public SessionRegistry(EagerEngine engine, ServerOptions options, Admission admission, ServerMetrics metrics, TimeProvider time, ILogger<SessionRegistry> logger)
    {
        (_engine, _options, _time, _logger) = (engine, options, time, logger);
        _root = new WorkspaceRoot(options);
        metrics.Watch(() => _count, () => admission.Running, () => admission.Waiting);
    }

    /// <summary>True from the moment the server was told to stop.</summary>
    public bool IsDraining { get; private set; }

    public bool HasRoom => _count < _options.MaxSessions;

    public IReadOnlyList<ServerSession> All => [.. _sessions.Values];

    /// <exception cref="ProblemException">The settings cannot be used, there is no room, or the server is stopping.</exception>
    public ServerSession Create(SessionSettings settings)
    {
        Check(settings);
        if (IsDraining)
            throw Problem.Draining.With("new sessions are not taken");
        if (Interlocked.Increment(ref _count) > _options.MaxSessions)
        {
            Interlocked.Decrement(ref _count);
            throw Problem.NoCapacity.With($"there are {_options.MaxSessions} sessions");
        }

        var idle = settings.IdleTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : _options.IdleTimeout;
        ServerSession session;
        try
        {
            session = new ServerSession(settings, idle < _options.IdleTimeout ? idle : _options.IdleTimeout, _root.Folder, _time);
        }
        catch
        {
            Interlocked.Decrement(ref _count);
            throw;
        }

        _sessions[session.Id] = session;
        LogCreated(session.Id, settings.Language, settings.Backend);
        return session;
    }

    /// <exception cref="ProblemException">There is none of that name.</exception>
    public ServerSession Find(string id)
    {
        if (!_sessions.TryGetValue(id, out var session))
            throw Problem.SessionUnknown.With($"'{id}' does not exist, or was deleted");
        session.Touch();
        return session;
    }

    /// <summary>The session of that name where there is one.</summary>
    public ServerSession? TryFind(string id) => _sessions.GetValueOrDefault(id);

    /// <exception cref="ProblemException">There is none of that name.</exception>
    public async Task DeleteAsync(string id)
    {
        if (!_sessions.TryRemove(id, out var session))
            throw Problem.SessionUnknown.With($"'{id}' does not exist, or was deleted");
        Interlocked.Decrement(ref _count);
        await session.DisposeAsync().ConfigureAwait(false);
        LogDeleted(id);
    }

    /// <summary>Deletes those that are idle.</summary>
    public async Task SweepAsync()
    {
        foreach (var session in All.Where(session => session.IsIdle))
        {
            LogIdle(session.Id);
            await TryDeleteAsync(session.Id).ConfigureAwait(false);
        }
    }

    /// <summary>Takes nothing new, gives what runs some time, then ends it.</summary>
    public async Task DrainAsync()
    {
        IsDraining = true;
        var running = Task.WhenAll(All.Select(session => session.Current?.Ended ?? Task.CompletedTask));
        try
        {
            await running.WaitAsync(_options.DrainDeadline, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await Task.WhenAll(All.Select(session => session.Current?.EndAsync("the server is stopping") ?? Task.CompletedTask)).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(All.Select(session => TryDeleteAsync(session.Id))).ConfigureAwait(false);
        _root.Dispose();
    }

    /// <summary>Deletes it where nobody else has.</summary>
    public async Task TryDeleteAsync(string id)
    {
        try
        {
            await DeleteAsync(id).ConfigureAwait(false);
        }
        catch (ProblemException)
        {
            // Somebody else deleted it.
        }
    }

    private void Check(SessionSettings settings)
    {
        var backends = _engine.Backends.Where(backend => backend.Language == settings.Language).ToArray();
        if (backends.Length == 0)
            throw Problem.InvalidRequest.With($"language: '{settings.Language}' is none of {string.Join(", ", _engine.Backends.Select(backend => backend.Language).Distinct())}");
        var backend = backends.FirstOrDefault(backend => backend.Name == settings.Backend)
            ?? throw Problem.InvalidRequest.With($"backend: '{settings.Backend}' is none of {string.Join(", ", backends.Select(backend => backend.Name))}");
        if (settings.Limits is { IsValid: false })
            throw Problem.InvalidRequest.With("limits: all of them are above 0");
        if (settings.IdleTimeoutSeconds is not (null or (> 0 and < 1e8)))
            throw Problem.InvalidRequest.With("idle_timeout_s: a number above 0");
        if (settings.Effects is null)
            return;
        try
        {
            if (EffectProfile.Parse(settings.Effects).RefusedBy(backend) is { } refusal)
                throw Problem.InvalidRequest.With($"effects: {refusal}");
        }
        catch (FormatException e)
        {
            throw Problem.InvalidRequest.With($"effects: {e.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session} was created: {Language} on {Backend}.")]
    private partial void LogCreated(string session, string language, string backend);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session} is idle.")]
    private partial void LogIdle(string session);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session} was deleted.")]
    private partial void LogDeleted(string session);
}
