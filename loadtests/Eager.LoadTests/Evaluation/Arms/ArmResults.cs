namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>
/// All runs, put side by side: the programs that ran at a rate in every arm that was measured there, each with the mean of its repetitions. Arms that
/// overlap nothing are moved to the rate.
/// </summary>
public sealed class ArmResults
{
    /// <summary>The name that stands for all sets of the corpus whose programs end well.</summary>
    public const string Corpus = "corpus";

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
        Sets = [.. Runs.Select(run => run.Set).Distinct().Where(IsOfCorpus).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every run that was measured.</summary>
    public IReadOnlyList<ArmRun> Runs { get; }

    /// <summary>Names of the arms.</summary>
    public IReadOnlyList<string> Arms { get; }

    /// <summary>Token rates, ascending.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>Shapes that were measured.</summary>
    public IReadOnlyList<string> Shapes { get; }

    /// <summary>Sets of the corpus whose programs end well.</summary>
    public IReadOnlyList<string> Sets { get; }

    /// <summary>The serial arm that others are compared with: the warm one where it was measured; null where none was.</summary>
    public string? Baseline => Arms.Contains(Arm.Warm.Name) ? Arm.Warm.Name : Arms.FirstOrDefault(arm => !ArmStatistics.Overlaps(arm));

    /// <summary>Programs of a set in a shape that have run at a rate in every arm of which there are such runs.</summary>
    /// <param name="set">Name of a set, or <see cref="Corpus"/>.</param>
    /// <param name="shape">Name of the shape.</param>
    /// <param name="rate">Tokens a second.</param>
    public IReadOnlyList<ComparedProgram> Programs(string set, string shape, double rate)
    {
        var byArm = Arms
            .Select(arm => (Arm: arm, Runs: _runs[(arm, rate)].Concat(_runs[(arm, 0)].Select(run => run.At(rate)))
                .Where(run => run.Shape == shape && (run.Set == set || (set == Corpus && IsOfCorpus(run.Set))))
                .ToLookup(run => (run.Set, run.Program))))
            .Where(arm => arm.Runs.Count > 0)
            .ToDictionary(arm => arm.Arm, arm => arm.Runs);
        return
        [
            .. byArm.Values.SelectMany(runs => runs.Select(program => program.Key)).Distinct()
                .Where(key => byArm.Values.All(runs => runs.Contains(key)))
                .Select(key => new ComparedProgram(key.Set, key.Program, byArm.ToDictionary(arm => arm.Key, arm => (IReadOnlyList<ArmRun>)[.. arm.Value[key]]))),
        ];
    }

    private static bool IsOfCorpus(string set) => set is not (ArmPrograms.Errors or ArmPrograms.Examples or ArmPrograms.Trace);
}
