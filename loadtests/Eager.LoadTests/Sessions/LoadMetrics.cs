namespace Eager.LoadTests.Sessions;

/// <summary>Names and units of <see cref="LoadMetric"/>.</summary>
public static class LoadMetrics
{
    public static IReadOnlyList<LoadMetric> All { get; } = Enum.GetValues<LoadMetric>();

    /// <summary>The key in objectives and reports.</summary>
    public static string Key(LoadMetric metric) => metric.ToString().ToLowerInvariant();

    public static string Unit(LoadMetric metric) => metric == LoadMetric.Overlap ? "%" : "ms";

    /// <summary>One line for a reader of a report.</summary>
    public static string Meaning(LoadMetric metric) => metric switch
    {
        LoadMetric.Ttft => "due to first token taken",
        LoadMetric.Itl => "between tokens, as taken",
        LoadMetric.Dispatch => "token due to its statement's dispatch seen",
        LoadMetric.Ttfe => "due to first dispatch seen",
        LoadMetric.Ttfo => "due to first output seen",
        LoadMetric.Nel => "last token due to program over",
        LoadMetric.E2el => "due to program over",
        _ => "execution hidden behind the generation",
    };

    /// <summary>True where more is better.</summary>
    public static bool WantsMore(LoadMetric metric) => metric == LoadMetric.Overlap;

    /// <exception cref="FormatException">There is no such metric.</exception>
    public static LoadMetric Parse(string key) =>
        All.Select(metric => (LoadMetric?)metric).FirstOrDefault(metric => Key(metric!.Value) == key)
        ?? throw new FormatException($"there is no metric '{key}'; known: {string.Join(", ", All.Select(Key))}");
}
