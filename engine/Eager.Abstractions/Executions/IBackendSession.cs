namespace Eager.Executions;

/// <summary>
/// One persistent execution of one program. Calls other than <see cref="InterruptAsync"/> come from one caller at a time, with one
/// <see cref="ReceiveAsync"/> pending beside them. Disposal ends everything the session started.
/// </summary>
public interface IBackendSession : IAsyncDisposable
{
    /// <summary>What this session can do.</summary>
    BackendCapabilities Capabilities { get; }

    /// <summary>
    /// Hands over units to run in order, after all that were handed over before. Completes when the backend has taken them, which may wait
    /// while it is busy. Once a unit has failed, exited or been interrupted, all later ones are reported as skipped.
    /// </summary>
    ValueTask SubmitAsync(IReadOnlyList<ExecutionUnit> units, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the program after the units handed over: a complete program is checked as a whole, exit handlers run, the interpreter ends.
    /// </summary>
    /// <param name="ending">How the stream ended.</param>
    /// <param name="remainder">Text after the last unit: blank lines and comments of a complete program, the cut-off rest of another.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask EndAsync(ProgramEnding ending, ReadOnlyMemory<byte> remainder, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the next event. A caller that does not ask holds the program's output back. <see cref="BackendClosed"/> is the last; it comes
    /// whatever happens to the backend.
    /// </summary>
    ValueTask<BackendEvent> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Interrupts the running unit as the language's keyboard interrupt does. May be called at any time, from any thread.</summary>
    ValueTask InterruptAsync();
}
