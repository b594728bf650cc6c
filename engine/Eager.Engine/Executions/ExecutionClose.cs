using Eager.Effects;

namespace Eager.Engine.Executions;

/// <summary>How the backend's part of a session ended.</summary>
/// <param name="At">When the program was over, as a timestamp of the session's clock.</param>
/// <param name="ExitStatus">The program's exit status.</param>
/// <param name="Loss">Why the backend ended before the program did; null otherwise.</param>
/// <param name="Interrupted">True where the user interrupted.</param>
internal readonly record struct ExecutionClose(long At, int? ExitStatus, string? Loss, bool Interrupted)
{
    /// <summary>True where the program was ended because it reached a limit.</summary>
    public bool LimitReached { get; init; }

    /// <summary>That limit in one line, where it was told; null otherwise.</summary>
    public string? Limit { get; init; }

    /// <summary>What became of staged changes; null where nothing is staged.</summary>
    public StagedChanges? Staged { get; init; }
}
