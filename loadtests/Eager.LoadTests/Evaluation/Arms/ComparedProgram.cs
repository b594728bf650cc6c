namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>One program at one rate in every arm.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arms">Its repetitions by the arm's name.</param>
public sealed record ComparedProgram(string Set, string Name, IReadOnlyDictionary<string, IReadOnlyList<ArmRun>> Arms)
{
    /// <summary>Mean of a quantity over the repetitions in an arm.</summary>
    public double Mean(string arm, Func<ArmRun, double> quantity) => Arms[arm].Average(quantity);

    /// <summary>True where an arm printed and ended as another did, in every repetition.</summary>
    public bool Agrees(string arm, string other) => Arms[arm].Concat(Arms[other]).Select(run => (run.Exit, run.Output)).Distinct().Count() == 1;
}
