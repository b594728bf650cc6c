using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Executors.Staging;
using Eager.Wire;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Workers;

/// <summary>Starts workers and waits until they are ready.</summary>
internal sealed class WorkerLauncher(TimeProvider time, ILogger logger)
{
    /// <summary>Starts a worker for one program.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="options">How the program sees itself.</param>
    /// <param name="language">The language that the worker must execute.</param>
    /// <param name="patience">How long it may take to be ready.</param>
    /// <param name="cancellationToken">Gives up; the worker is ended.</param>
    /// <exception cref="BackendUnavailableException">The worker did not start, or is none.</exception>
    public async ValueTask<WorkerSession> OpenAsync(
        ProcessStart start, BackendSessionOptions options, string language, TimeSpan patience, CancellationToken cancellationToken)
    {
        var staging = StagingArea.IsAskedBy(options) ? StagingArea.Over(options.WorkingDirectory) : null;
        try
        {
            var seen = staging?.Around(start) ?? start;
            var worker = await StartAsync(seen, Opening(options), language, patience, cancellationToken).ConfigureAwait(false);
            return Session(worker, options, released: null, staging);
        }
        catch
        {
            staging?.Dispose();
            throw;
        }
    }

    /// <summary>Hands a program to a worker that waits for one.</summary>
    /// <param name="ready">The worker; the session's from here on.</param>
    /// <param name="options">How the program sees itself.</param>
    /// <param name="released">Called once when the session has been disposed of.</param>
    /// <param name="cancellationToken">Gives up; the worker is ended.</param>
    public async ValueTask<WorkerSession> OpenAsync(
        WorkerGreeting ready, BackendSessionOptions options, Action released, CancellationToken cancellationToken)
    {
        try
        {
            if (ready.Limits != options.Limits)
                ready.Process.Limit(options.Limits);
            ready.Outbox.Write(Opening(options));
            await ready.Outbox.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await ready.DisposeAsync().ConfigureAwait(false);
            released();
            throw;
        }

        return Session(ready with { Limits = options.Limits }, options, released, staging: null);
    }

    /// <summary>Starts a worker and waits for its greeting.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="opening">What it is told before it greets; null for a worker that is to wait for its program.</param>
    /// <param name="language">The language that the worker must execute.</param>
    /// <param name="patience">How long it may take to be ready.</param>
    /// <param name="cancellationToken">Gives up; the worker is ended.</param>
    /// <exception cref="BackendUnavailableException">The worker did not start, or is none.</exception>
    public async ValueTask<WorkerGreeting> StartAsync(
        ProcessStart start, OpenFrame? opening, string language, TimeSpan patience, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var startedNs = WorkerClock.HostNanoseconds();
        var process = await WorkerProcess.StartAsync(start).ConfigureAwait(false);
        var greeter = new WorkerGreeter(start, process, new WorkerInbox(process));
        try
        {
            var outbox = new WorkerOutbox(process);
            if (opening is not null)
                outbox.Write(opening);
            await outbox.FlushAsync(either.Token).ConfigureAwait(false);
            var hello = await greeter.WaitAsync(language, either.Token).ConfigureAwait(false);
            var clock = WorkerClock.Align(time, startedNs, hello.ClockNs);
            WorkerLog.Ready(logger, start.Name, process.Pid, hello.Language, hello.Version);
            return greeter.ToGreeting(outbox, clock, hello);
        }
        catch (Exception exception)
        {
            await process.EndAsync().ConfigureAwait(false);
            process.Dispose();
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw greeter.Unavailable($"did not greet within {patience.TotalSeconds:0.###} s");
            throw;
        }
    }

    private WorkerSession Session(WorkerGreeting ready, BackendSessionOptions options, Action? released, StagingArea? staging)
    {
        var input = options.Input is null ? null : new InputPump(options.Input, ready.Process, logger);
        return new WorkerSession(ready, input, staging, released, logger);
    }

    private static OpenFrame Opening(BackendSessionOptions options) => new(options.ProgramFile, options.Arguments, options.WorkingDirectory)
    {
        Display = options.Display,
        TopLevelAwait = options.TopLevelAwait,
        Effects = options.Effects,
    };
}
