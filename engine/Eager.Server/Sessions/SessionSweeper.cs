using Eager.Server.Hosting;
using Microsoft.Extensions.Hosting;

namespace Eager.Server.Sessions;

/// <summary>Ends idle sessions while the server runs, and drains it when it stops.</summary>
internal sealed class SessionSweeper(SessionRegistry sessions, ServerOptions options, TimeProvider time) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before anything else stops, so that clients see how their executions end.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => sessions.DrainAsync();

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.IdleTimeout / 4;
        using var timer = new PeriodicTimer(pause < LongestPause ? pause : LongestPause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                await sessions.SweepAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
