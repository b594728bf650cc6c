namespace Eager.Executions;

/// <summary>Something a backend reports. The family is closed; order is the order of occurrence in the backend.</summary>
public abstract record BackendEvent
{
    private protected BackendEvent()
    {
    }
}

/// <summary>The program wrote bytes. Everything written before a unit's end is reported before that unit's <see cref="UnitFinished"/>.</summary>
/// <param name="Stream">Where it wrote.</param>
/// <param name="Bytes">What it wrote, cut anywhere; owned by this record.</param>
public sealed record OutputReceived(OutputStream Stream, ReadOnlyMemory<byte> Bytes) : BackendEvent;

/// <summary>A unit raised an error. Its <see cref="UnitFinished"/> follows.</summary>
public sealed record ErrorRaised(int UnitId, ProgramError Error) : BackendEvent;

/// <summary>A unit ended.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="StartedAt">When the backend began it, as a timestamp of the session's <see cref="TimeProvider"/>.</param>
/// <param name="FinishedAt">When the backend ended it, on the same clock.</param>
public sealed record UnitFinished(int UnitId, UnitOutcome Outcome, long StartedAt, long FinishedAt) : BackendEvent;

/// <summary>
/// The program is over: exit handlers have run and its output is flushed. Output of interpreter shutdown may follow.
/// </summary>
/// <param name="Error">An error that no unit showed: a syntax error of the whole text. Null otherwise.</param>
public sealed record ProgramFinished(ProgramError? Error) : BackendEvent;

/// <summary>The last event of a backend session.</summary>
/// <param name="ExitStatus">Exit status of the program as a shell shows it, or null where <paramref name="Loss"/> is set.</param>
/// <param name="Loss">Why the backend ended before the program did, in one line; null when the program ended by itself.</param>
public sealed record BackendClosed(int? ExitStatus, string? Loss) : BackendEvent;
