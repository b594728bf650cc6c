namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>Programs by sets: those of the corpus by where they come from, those that fail, and further ones of a folder.</summary>
internal static class ArmPrograms
{
    /// <summary>The set of programs that fail.</summary>
    public const string Errors = "errors";

    /// <summary>The set of further programs.</summary>
    public const string Examples = "examples";

    /// <exception cref="EvaluationException">There are none.</exception>
    public static IReadOnlyList<ArmProgram> Read(ArmOptions options)
    {
        IEnumerable<ArmProgram> all =
        [
            .. Evaluation.Corpus.Read(options.Corpus, "python", options.MinimumSeconds).Select(program => Of(SetOf(program), program)),
            .. Evaluation.Corpus.Read(options.Corpus, "python", 0, "errors").Select(program => Of(Errors, program)),
            .. options.Examples is { } folder ? ExamplesOf(folder) : [],
        ];
        ArmProgram[] chosen =
        [
            .. all.Where(program => options.Sets.Count == 0 || options.Sets.Contains(program.Set))
                .GroupBy(program => program.Set)
                .SelectMany(set => Spread([.. set], options.ProgramsPerSet)),
        ];
        return chosen.Length > 0 ? chosen : throw new EvaluationException($"there is no program of the sets {string.Join(", ", options.Sets)}");
    }

    private static ArmProgram Of(string set, CorpusProgram program) => new(set, $"{Origin(program)}.{program.Id}", File.ReadAllText(program.Path), program.Folder);

    /// <summary>Origins such as dseval-so and dseval-leetcode are one set.</summary>
    private static string SetOf(CorpusProgram program) => Origin(program).Split('-')[0];

    private static string Origin(CorpusProgram program) => Path.GetFileName(Path.GetDirectoryName(program.Folder)!);

    private static IEnumerable<ArmProgram> ExamplesOf(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.py", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => new ArmProgram(Examples, Path.GetFileNameWithoutExtension(file), File.ReadAllText(file), Folder: null))
        : throw new EvaluationException($"no such folder: {folder}");

    private static IEnumerable<ArmProgram> Spread(IReadOnlyList<ArmProgram> programs, int? count) => count is { } wanted && wanted < programs.Count
        ? Enumerable.Range(0, wanted).Select(i => programs[(int)((long)i * programs.Count / wanted)])
        : programs;
}
