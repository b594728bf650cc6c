using Eager.Effects;

namespace Eager.Events;

/// <summary>What a session came to. Times count from <see cref="SessionOpened"/>.</summary>
public sealed record SessionSummary
{
    public required ExecutionMode Mode { get; init; }

    public required string Language { get; init; }

    public required string Backend { get; init; }

    /// <summary>When the last byte of the program had arrived, or the generation was interrupted: T_FT + L/v.</summary>
    public required TimeSpan Generation { get; init; }

    /// <summary>When the program was over, its exit handlers included: end-to-end latency (E2EL).</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>Non-overlapped execution latency (NEL): <see cref="Total"/> − <see cref="Generation"/>.</summary>
    public TimeSpan NonOverlapped => Total - Generation;

    /// <summary>When the first output arrived; null where there was none.</summary>
    public required TimeSpan? FirstOutput { get; init; }

    /// <summary>Statements released.</summary>
    public required int Statements { get; init; }

    /// <summary>What they were executed as: whole statements, and the parts of those that ran while they arrived.</summary>
    public int Units { get; init; }

    /// <summary>Batches dispatched.</summary>
    public required int Batches { get; init; }

    /// <summary>Statements that an effects profile held back: the one that came to an effect which waits, and all behind it.</summary>
    public required int HeldStatements { get; init; }

    /// <summary>How long the program waited before an effect, until it was known to be whole or was over.</summary>
    public TimeSpan HeldWait { get; init; }

    /// <summary>How long statements executed, waiting before effects not counted.</summary>
    public TimeSpan Execution { get; init; }

    /// <summary>The part of <see cref="Execution"/> that belongs to <see cref="HeldStatements"/>.</summary>
    public TimeSpan HeldExecution { get; init; }

    /// <summary>
    /// The least NEL that any schedule could reach with the same arrivals and execution times, if nothing had to wait for the whole program:
    /// what an effects profile costs is part of the distance.
    /// </summary>
    public required TimeSpan OptimumNonOverlapped { get; init; }

    /// <summary>Exit status as a shell shows it.</summary>
    public required int Exit { get; init; }

    /// <summary>SHA-256 of standard output, lower-case hexadecimal.</summary>
    public required string StdoutSha256 { get; init; }

    /// <summary>What went wrong in the program; null when nothing did.</summary>
    public required ErrorReport? Error { get; init; }

    /// <summary>Why the stream broke off before the program was whole, in one line; null where it did not.</summary>
    public string? CutOff { get; init; }

    /// <summary>What became of changes to the working directory that were staged; null where none are.</summary>
    public StagedChanges? Staged { get; init; }

    /// <summary>Where each part of the text stands; null where the program ran whole.</summary>
    public ProgramOutcome? Outcome { get; init; }

    /// <summary>What went wrong in the product, in one line; null when nothing did.</summary>
    public required string? Fault { get; init; }
}
