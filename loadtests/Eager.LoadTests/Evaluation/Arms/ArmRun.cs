namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>One program in one arm: what was measured. Times are seconds since the stream began.</summary>
/// <param name="Set">The set of programs.</param>
/// <param name="Program">Its name in the set.</param>
/// <param name="Shape">What was made of it.</param>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Rate">Tokens a second; 0 where nothing overlaps, and the rate only moves everything.</param>
/// <param name="Repetition">Counted from 1.</param>
/// <param name="Tokens">Tokens of the whole program.</param>
public sealed record ArmRun(string Set, string Program, string Shape, string Arm, double Rate, int Repetition, int Tokens)
{
    /// <summary>When the last token had arrived, or an error interrupted the generation.</summary>
    public required double Generation { get; init; }

    /// <summary>When the program was over.</summary>
    public required double Total { get; init; }

    /// <summary>When its first output came; its end where there was none.</summary>
    public required double FirstOutput { get; init; }

    /// <summary>How long statements executed.</summary>
    public required double Execution { get; init; }

    /// <summary>The part of it that belongs to statements which were held back.</summary>
    public required double HeldExecution { get; init; }

    /// <summary>The least NEL of any schedule.</summary>
    public required double Optimum { get; init; }

    public required int Statements { get; init; }

    public required int HeldStatements { get; init; }

    public required int Batches { get; init; }

    public required int Exit { get; init; }

    /// <summary>First characters of the SHA-256 of its output.</summary>
    public required string Output { get; init; }

    /// <summary>Non-overlapped execution latency.</summary>
    public double NonOverlapped => Total - Generation;

    /// <summary>The same run as it would have been at a rate, where nothing overlaps: everything comes so much later.</summary>
    public ArmRun At(double rate)
    {
        if (Rate > 0)
            return this;
        var generation = Tokens / rate;
        return this with
        {
            Rate = rate,
            Generation = generation,
            Total = generation + NonOverlapped,
            FirstOutput = generation + FirstOutput - Generation,
        };
    }
}
