using Eager.Effects;
using Eager.Engine.Pipeline;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Traces;
using Eager.Executions;
using Eager.Server.Files;
using Eager.Server.Hosting;
using Eager.Server.Problems;
using Eager.Server.Sessions;
using Eager.Server.Streams;
using Eager.Server.Telemetry;
using Microsoft.Extensions.Logging;

namespace Eager.Server.Executions;

/// <summary>Starts executions: waits for a place, opens the backend.</summary>
internal sealed partial class ExecutionStarter(
    EagerEngine engine,
    SessionRegistry sessions,
    Admission admission,
    ServerOptions options,
    ServerMetrics metrics,
    TimeProvider time,
    ILogger<ExecutionStarter> logger)
{
    /// <param name="session">Where.</param>
    /// <param name="settings">How.</param>
    /// <param name="decoding">What its stream holds the program in.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    /// <exception cref="ProblemException">It cannot be started.</exception>
    public Task<Execution> StartAsync(
        ServerSession session, ExecutionSettings settings, DecodingOptions decoding, ExecutionOrigin origin, CancellationToken cancellationToken)
    {
        var program = Program(session, settings, decoding);
        if (sessions.IsDraining)
            throw Problem.Draining.With("new executions are not taken");
        return session.StartAsync(async () =>
        {
            var trace = ServerTraces.Execution(origin, session.Settings.Language, session.Id);
            var ticket = await admission.EnterAsync(session.Settings.Language, trace, cancellationToken).ConfigureAwait(false);
            try
            {
                var execution = await OpenAsync(session, program, ticket, cancellationToken).ConfigureAwait(false);
                LogStarted(session.Id, execution.Id, ticket.Queued.TotalMilliseconds, ticket.Started.TotalMilliseconds);
                return execution;
            }
            catch (BackendUnavailableException e)
            {
                ticket.Dispose();
                throw Problem.BackendUnavailable.With(e.Message);
            }
            catch
            {
                ticket.Dispose();
                throw;
            }
        });
    }

    private async Task<Execution> OpenAsync(ServerSession session, SessionOptions program, ExecutionTicket ticket, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var before = new FolderSnapshot(session.Folder);
        var code = new CodeLog(options.EventBytes);
        var opened = await engine.OpenAsync(program with { Watcher = code }, cancellationToken).ConfigureAwait(false);
        ticket.Started = time.GetElapsedTime(start);
        metrics.Started(ticket.Started, session.Settings.Language);
        var log = new EventLog(options.EventBytes, options.SlowReaderDeadline, time);
        var execution = new Execution(opened, log, ticket, new ExecutionResult(options.Proxy.OutputBytes), options.MaxCodeBytes, session.Touch, before, time) { Code = code };
        execution.Trace = Trace(new TraceHeader(execution.Id, time.GetUtcNow(), program.Language, program.Decoding.Format));
        return execution;
    }

    /// <summary>Null where nobody wants one, and where its file cannot be made: the program runs already.</summary>
    private ExecutionTrace? Trace(TraceHeader header)
    {
        if (options.Traces is not { } folder)
            return null;
        try
        {
            return new ExecutionTrace(Path.Join(folder, $"{header.Session}.trace"), header, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNoTrace(header.Session, e.Message);
            return null;
        }
    }

    private static SessionOptions Program(ServerSession session, ExecutionSettings settings, DecodingOptions decoding) => new()
    {
        Language = session.Settings.Language,
        Backend = session.Settings.Backend,
        Mode = settings.ExecutionMode,
        OnError = settings.ErrorPolicy,
        Decoding = decoding,
        Effects = session.Settings.Effects is { } effects ? EffectProfile.Parse(effects) : null,
        Program = new BackendSessionOptions
        {
            ProgramFile = "<code>",
            Arguments = ["<code>", .. settings.Arguments],
            WorkingDirectory = session.Folder,
            Display = settings.Display,
            TopLevelAwait = settings.TopLevelAwait,
            Limits = session.Settings.Limits?.ToLimits() ?? new ProgramLimits(),
        },
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session}: execution {Execution} began, after {QueueMilliseconds:0.0} ms in the queue and {StartMilliseconds:0.0} ms of start.")]
    private partial void LogStarted(string session, string execution, double queueMilliseconds, double startMilliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Execution {Execution} is not recorded: {Reason}")]
    private partial void LogNoTrace(string execution, string reason);
}
