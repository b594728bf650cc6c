using System.IO.Pipelines;
using Eager.Engine.Pipeline;
using Eager.Events;

namespace Eager.Host.Running;

/// <summary>Runs one program through one session, from its text to its summary.</summary>
internal sealed class Arm(EagerEngine engine, InterruptSignal interrupt)
{
    /// <summary>Opens a session, feeds it, relays its events, and ends it.</summary>
    /// <param name="options">What to open.</param>
    /// <param name="text">Called when the session is open: from there on its times count.</param>
    /// <param name="sink">Takes the events.</param>
    /// <exception cref="OperationCanceledException">The user insisted on an end.</exception>
    public async Task<SessionSummary> RunAsync(
        SessionOptions options, Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> text, IEventSink sink)
    {
        var session = await engine.OpenAsync(options, interrupt.Insisted).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            using var registration = interrupt.Register(session.Interrupt);
            using var stopFeeding = new CancellationTokenSource();
            var feeding = FeedAsync(session.Input, text(stopFeeding.Token));
            await foreach (var published in session.Events.ReadAllAsync(interrupt.Insisted).ConfigureAwait(false))
                sink.Write(published);

            // A read of standard input cannot be called back: once the session is over nobody waits for it.
            await stopFeeding.CancelAsync().ConfigureAwait(false);
            if (feeding.IsCompleted)
                await feeding.ConfigureAwait(false);
            return await session.Completion.WaitAsync(interrupt.Insisted).ConfigureAwait(false);
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
