using System.IO.Pipelines;
using Eager.Events;

namespace Eager.LoadTests.Targets;

/// <summary>An open session of a target: tokens in, events out.</summary>
public interface ILoadSession : IAsyncDisposable
{
    /// <summary>Takes the program; a flush waits while the session is full and says <c>IsCompleted</c> when nothing more is wanted.</summary>
    PipeWriter Input { get; }

    /// <summary>Everything that happens, in order; one reader.</summary>
    IAsyncEnumerable<SessionEvent> EventsAsync(CancellationToken cancellationToken);

    /// <summary>Interrupts the program as a keyboard would.</summary>
    void Interrupt();
}
