using System.IO.Pipelines;
using System.Threading.Channels;
using Akka.Actor;
using Eager.Engine.Pipeline.Supervision;
using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Pipeline;

/// <summary>
/// A program that runs while it arrives. Write its bytes to <see cref="Input"/>, read <see cref="Events"/> to their end, dispose. An unread event
/// stream holds the program back, and the program holds the input back.
/// </summary>
public sealed class EagerSession : IAsyncDisposable
{
    private readonly IActorRef _actor;
    private readonly IBackendSession _backend;
    private readonly TimeSpan _drainDeadline;
    private readonly TimeProvider _time;
    private readonly Lazy<Task> _disposal;

    internal EagerSession(
        IActorRef actor,
        PipeWriter input,
        ChannelReader<SessionEvent> events,
        Task<SessionSummary> completion,
        IBackendSession backend,
        TimeSpan drainDeadline,
        TimeProvider time)
    {
        (_actor, _backend, _drainDeadline, _time) = (actor, backend, drainDeadline, time);
        Input = input;
        Events = events;
        Completion = completion;
        _disposal = new Lazy<Task>(EndAsync);
    }

    /// <summary>
    /// Takes the program's bytes, cut anywhere. A flush waits while the session is full, and says <c>IsCompleted</c> when the generation was
    /// interrupted. Completing it without an exception ends the program cleanly; with one, the program was cut off and its last, unfinished
    /// statement never runs.
    /// </summary>
    public PipeWriter Input { get; }

    /// <summary>
    /// Everything that happens, in order, numbered without gaps; one reader. Ends with <see cref="SessionCompleted"/>, or earlier where
    /// <see cref="Completion"/> faults or is cancelled.
    /// </summary>
    public ChannelReader<SessionEvent> Events { get; }

    /// <summary>The summary, when the program is over.</summary>
    /// <exception cref="SessionFaultedException">A part of the product failed.</exception>
    /// <exception cref="OperationCanceledException">The session was disposed of before the program was over.</exception>
    public Task<SessionSummary> Completion { get; }

    /// <summary>Interrupts the program as a keyboard interrupt would, and the generation with it.</summary>
    public void Interrupt() => _actor.Tell(SessionProtocol.InterruptSession.Instance);

    /// <summary>
    /// Ends the session and everything that it started, whether the program is over or not. A flush of <see cref="Input"/> that waits goes on;
    /// completing it stays with whoever writes to it.
    /// </summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task EndAsync()
    {
        try
        {
            await _actor.GracefulStop(_drainDeadline).WaitAsync(_drainDeadline, _time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TaskCanceledException or TimeoutException)
        {
            // The backend is ended below whatever its actors do.
        }
        finally
        {
            await _backend.DisposeAsync().ConfigureAwait(false);
        }
    }
}
