namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>What is asked of programs that ran in every arm.</summary>
public static class ArmStatistics
{
    /// <summary>True where execution overlaps generation in an arm.</summary>
    public static bool Overlaps(string name) => Arm.All.FirstOrDefault(arm => arm.Name == name) is { Overlaps: true };

    /// <summary>Mean NEL of an arm, in seconds.</summary>
    public static Estimate Latency(IReadOnlyList<ComparedProgram> programs, string arm) => Mean(programs, program => program.Mean(arm, run => run.NonOverlapped));

    /// <summary>Mean of a quantity.</summary>
    public static Estimate Mean(IReadOnlyList<ComparedProgram> programs, Func<ComparedProgram, double> quantity) =>
        Bootstrap.Of<double>([.. programs.Select(quantity)], sample => sample.Average());

    /// <summary>The part of another arm's sum that an arm does not need: 1 − Σ arm / Σ other.</summary>
    public static Estimate Saved(IReadOnlyList<ComparedProgram> programs, string other, string arm, Func<ArmRun, double> quantity)
    {
        ArgumentNullException.ThrowIfNull(programs);
        (double Other, double Arm)[] sums = [.. programs.Select(program => (program.Mean(other, quantity), program.Mean(arm, quantity)))];
        return Bootstrap.Of(sums, sample => 1 - (sample.Sum(one => one.Arm) / sample.Sum(one => one.Other)));
    }
}
