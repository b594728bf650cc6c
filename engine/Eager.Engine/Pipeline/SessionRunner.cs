using System.IO.Pipelines;
using Eager.Engine.Events;
using Eager.Events;

namespace Eager.Engine.Pipeline;

/// <summary>Runs one program through one session, from its text to its summary.</summary>
public static class SessionRunner
{
    /// <summary>Opens a session, feeds it, relays its events, and ends it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="options">What to open.</param>
    /// <param name="text">Called when the session is open: from there on its times count. Enumerated until the generation is interrupted.</param>
    /// <param name="sink">Takes the events.</param>
    /// <param name="opened">Called with the open session, for one who may want to interrupt it; disposed of at its end. May return null.</param>
    /// <param name="cancellationToken">Ends the session at once, whatever it does.</param>
    public static async Task<SessionSummary> RunAsync(
        EagerEngine engine,
        SessionOptions options,
        Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> text,
        IEventSink sink,
        Func<EagerSession, IDisposable?> opened,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(opened);
        var session = await engine.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            using var registration = opened(session);
            using var stopFeeding = new CancellationTokenSource();
            var feeding = FeedAsync(session.Input, text(stopFeeding.Token));
            await foreach (var published in session.Events.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                sink.Write(published);

            // A read of standard input cannot be called back: once the session is over nobody waits for it.
            await stopFeeding.CancelAsync().ConfigureAwait(false);
            if (feeding.IsCompleted)
                await feeding.ConfigureAwait(false);
            return await session.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task FeedAsync(PipeWriter input, IAsyncEnumerable<ReadOnlyMemory<byte>> text)
    {
        Exception? cutOff = null;
        try
        {
            await foreach (var delta in text.ConfigureAwait(false))
            {
                if ((await input.WriteAsync(delta).ConfigureAwait(false)).IsCompleted)
                    return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            cutOff = e;
        }
        finally
        {
            await input.CompleteAsync(cutOff).ConfigureAwait(false);
        }
    }
}
