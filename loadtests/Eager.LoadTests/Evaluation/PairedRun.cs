using Eager.Events;

namespace Eager.LoadTests.Evaluation;

/// <summary>One program at one rate under one effects profile: both arms on the same stream.</summary>
public sealed record PairedRun(string Program, double Rate, string Effects, SessionSummary Serial, SessionSummary Eager)
{
    /// <summary>Name of the program's shape.</summary>
    public string Shape { get; init; } = ProgramShape.Straight.Name;

    /// <summary>True where statements that were still arriving could run in parts.</summary>
    public bool OpensBlocks { get; init; }

    /// <summary>How far the eager arm's NEL lies above the least possible one.</summary>
    public TimeSpan AboveOptimum => Eager.NonOverlapped - Eager.OptimumNonOverlapped;

    /// <summary>True where both arms did the same.</summary>
    public bool Agrees => Serial.StdoutSha256 == Eager.StdoutSha256 && Serial.Exit == Eager.Exit;
}
