using Eager.Effects;

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

/// <summary>Something is to be shown, where the session asked for it.</summary>
/// <param name="UnitId">The unit that showed it; null where no unit ran.</param>
/// <param name="IsResult">True for the value of the program's last expression, false for what it showed on the way.</param>
/// <param name="Data">What to show.</param>
public sealed record DisplayReceived(int? UnitId, bool IsResult, MimeBundle Data) : BackendEvent;

/// <summary>
/// A unit stands before an effect that must wait. The backend takes everything that is sent from now on, however much it is, and executes nothing
/// until the program is ended.
/// </summary>
/// <param name="UnitId">The unit; null for exit handlers.</param>
/// <param name="Class">What kind of effect it is.</param>
/// <param name="What">The effect in one line: <c>open('out.csv', 'w')</c>.</param>
/// <param name="At">When, as a timestamp of the session's <see cref="TimeProvider"/>.</param>
public sealed record UnitHeld(int? UnitId, EffectClass Class, string What, long At) : BackendEvent;

/// <summary>The program is whole and parses: the effect that was held happens, and execution goes on.</summary>
/// <param name="UnitId">The unit that was held; null for exit handlers.</param>
/// <param name="At">When, on the same clock.</param>
public sealed record UnitResumed(int? UnitId, long At) : BackendEvent;

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

/// <summary>The program met a limit that it does not meet as an error of its own.</summary>
/// <param name="Limit">Which.</param>
/// <param name="Allowed">Its value, in the unit of its kind.</param>
/// <param name="Used">What was used when that was seen, in the same unit; at least as much.</param>
/// <param name="EndsProgram">True where the program is ended for it; <see cref="BackendClosed"/> follows.</param>
public sealed record LimitReached(LimitKind Limit, double Allowed, double Used, bool EndsProgram) : BackendEvent
{
    private const double MiB = 1024 * 1024;

    /// <summary>The unit that ran, where the limit is one of units.</summary>
    public int? UnitId { get; init; }

    /// <summary>The file that takes what is beyond the limit; null where there is none.</summary>
    public string? File { get; init; }

    /// <summary>The limit in a few words: <c>96 MiB of memory</c>.</summary>
    public string Words => Limit switch
    {
        LimitKind.Duration => Invariant($"{Allowed:0.###} s"),
        LimitKind.ProcessorTime => Invariant($"{Allowed:0.###} s of processor time"),
        LimitKind.Memory => Invariant($"{Allowed / MiB:0.###} MiB of memory"),
        LimitKind.Processes => Invariant($"{Allowed:0} processes"),
        LimitKind.StatementDuration => Invariant($"{Allowed:0.###} s for a statement"),
        LimitKind.BatchDuration => Invariant($"{Allowed:0.###} s for a batch"),
        LimitKind.Output => Invariant($"{Allowed:0} bytes of output"),
        LimitKind.SpilledOutput => Invariant($"{Allowed:0} bytes of output in a file"),
        _ => Invariant($"{Allowed:0} bytes that are shown"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

/// <summary>The last event of a backend session.</summary>
/// <param name="ExitStatus">Exit status of the program as a shell shows it, or null where <paramref name="Loss"/> is set.</param>
/// <param name="Loss">Why the backend ended before the program did, in one line; null when the program ended by itself.</param>
public sealed record BackendClosed(int? ExitStatus, string? Loss) : BackendEvent
{
    /// <summary>True where the backend ended the program because it reached a limit, which <see cref="Loss"/> names.</summary>
    public bool LimitReached { get; init; }

    /// <summary>What became of staged changes; null where nothing is staged.</summary>
    public StagedChanges? Staged { get; init; }
}
