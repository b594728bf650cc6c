using Eager.LoadTests.Programs;

namespace Eager.LoadTests.Sessions;

/// <summary>What one client does, and what is right.</summary>
/// <param name="Program">The program that it streams.</param>
public sealed record StreamPlan(LoadProgram Program)
{
    /// <summary>How the session is to end.</summary>
    public ExpectedEnding Ending { get; init; } = ExpectedEnding.Success;

    /// <summary>Exact standard output of the whole program; null where nobody compares.</summary>
    public string? Output { get; init; }

    /// <summary>The client goes away when so much of the generation has passed, 0 to 1; null where it stays.</summary>
    public double? LeavesAt { get; init; }

    /// <summary>The client interrupts so long after the last token was due; null where it waits.</summary>
    public TimeSpan? InterruptsAfter { get; init; }

    /// <summary>Somebody kills workers: the session may lose its own, and what it got until then is the beginning of what it was to get.</summary>
    public bool MayBeKilled { get; init; }

    /// <summary>What the client rests after each event that it reads.</summary>
    public TimeSpan ReadingPause { get; init; }

    /// <summary>How long a program may go on after its last token was due before the client calls it lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
