using System.IO.Pipelines;
using Eager.Engine.Events;
using Eager.Engine.Traces;
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
    /// <exception cref="IOException">The text could not be read to its end; the session ran what had arrived. Or the sink could not write.</exception>
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
            // On a thread of its own: a sink that blocks for good must not keep anybody from ending the session.
            await Task.Run(() => RelayAsync(session, sink, cancellationToken), cancellationToken)
                .WaitAsync(cancellationToken).ConfigureAwait(false);

            // A read of standard input cannot be called back: once the session is over nobody waits for it.
            var wasFed = feeding.IsCompleted;
            await stopFeeding.CancelAsync().ConfigureAwait(false);
            if (wasFed)
                await feeding.ConfigureAwait(false);
            return await session.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RelayAsync(EagerSession session, IEventSink sink, CancellationToken cancellationToken)
    {
        await foreach (var published in session.Events.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            sink.Write(published);
    }

    /// <summary>A text that breaks off is a program that was cut off, whatever broke it.</summary>
    private static async Task FeedAsync(PipeWriter input, IAsyncEnumerable<ReadOnlyMemory<byte>> text)
    {
        Exception? cutOff = new OperationCanceledException("the program's text broke off");
        try
        {
            await foreach (var delta in text.ConfigureAwait(false))
            {
                if ((await input.WriteAsync(delta).ConfigureAwait(false)).IsCompleted)
                    break;
            }

            cutOff = null;
        }
        catch (TraceCutOffException e)
        {
            cutOff = e;
        }
        catch (IOException e)
        {
            throw new IOException($"cannot read the program: {e.Message}", e);
        }
        catch (OperationCanceledException)
        {
            // The session is over, and the rest of the text with it.
        }
        finally
        {
            await input.CompleteAsync(cutOff).ConfigureAwait(false);
        }
    }
}
