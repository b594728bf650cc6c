namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>
/// All runs, put side by side: the programs that ran in every arm at a rate, each with the mean of its repetitions. Arms that overlap nothing are
/// moved to the rate.
/// </summary>
public sealed class ArmResults
{
    /// <summary>The name that stands for all sets of programs that end well.</summary>
    public const string AllSets = "all";

    private readonly ILookup<(string Arm, double Rate), ArmRun> _runs;

    /// <exception cref="EvaluationException">There are no runs.</exception>
    public ArmResults(IEnumerable<ArmRun> runs)
    {
        Runs = [.. runs];
        if (Runs.Count == 0)
            throw new EvaluationException("there are no runs");
        _runs = Runs.ToLookup(run => (run.Arm, run.Rate));
        var known = Arm.All.Select(arm => arm.Name).ToArray();
        Arms = [.. Runs.Select(run => run.Arm).Distinct().OrderBy(arm => Array.IndexOf(known, arm))];
        Rates = [.. Runs.Select(run => run.Rate).Where(rate => rate > 0).Distinct().Order()];
        Shapes = [.. ArmShape.All.Select(shape => shape.Name).Where(name => Runs.Any(run => run.Shape == name))];
        Sets = [.. Runs.Select(run => run.Set).Where(set => set != ArmPrograms.Errors).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Every run that was measured.</summary>
    public IReadOnlyList<ArmRun> Runs { get; }

    /// <summary>Names of the arms.</summary>
    public IReadOnlyList<string> Arms { get; }

    /// <summary>Token rates, ascending.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>Shapes that were measured.</summary>
    public IReadOnlyList<string> Shapes { get; }

    /// <summary>Sets of programs that end well.</summary>
    public IReadOnlyList<string> Sets { get; }

    /// <summary>Programs of a set in a shape that have run in every arm at a rate.</summary>
    /// <param name="set">Name of the set, or <see cref="AllSets"/>.</param>
    /// <param name="shape">Name of the shape.</param>
    /// <param name="rate">Tokens a second.</param>
    public IReadOnlyList<ComparedProgram> Programs(string set, string shape, double rate)
    {
        var byArm = Arms.ToDictionary(
            arm => arm,
            arm => _runs[(arm, rate)].Concat(_runs[(arm, 0)].Select(run => run.At(rate)))
                .Where(run => run.Shape == shape && (run.Set == set || (set == AllSets && run.Set != ArmPrograms.Errors)))
                .ToLookup(run => (run.Set, run.Program)));
        return
        [
            .. byArm[Arms[0]].Select(program => program.Key)
                .Where(key => byArm.Values.All(runs => runs.Contains(key)))
                .Select(key => new ComparedProgram(key.Set, key.Program, byArm.ToDictionary(arm => arm.Key, arm => (IReadOnlyList<ArmRun>)[.. arm.Value[key]]))),
        ];
    }
}
