using Eager.Executions;
using Eager.Executors.Processes;
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
        cancellationToken.ThrowIfCancellationRequested();
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var startedNs = WorkerClock.HostNanoseconds();
        var process = await WorkerProcess.StartAsync(start).ConfigureAwait(false);
        var greeter = new WorkerGreeter(start, process, new WorkerInbox(process));
        try
        {
            var outbox = new WorkerOutbox(process);
            outbox.Write(Opening(options));
            await outbox.FlushAsync(either.Token).ConfigureAwait(false);
            var hello = await greeter.WaitAsync(language, either.Token).ConfigureAwait(false);
            var clock = WorkerClock.Align(time, startedNs, hello.ClockNs);
            WorkerLog.Ready(logger, start.Name, process.Pid, hello.Language, hello.Version);
            var input = options.Input is null ? null : new InputPump(options.Input, process, logger);
            return new WorkerSession(greeter.ToGreeting(outbox, clock, hello), input, logger);
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

    private static OpenFrame Opening(BackendSessionOptions options) => new(options.ProgramFile, options.Arguments, options.WorkingDirectory)
    {
        Display = options.Display,
        TopLevelAwait = options.TopLevelAwait,
        Effects = options.Effects,
    };
}
