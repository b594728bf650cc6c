using System.Globalization;
using Eager.LoadTests.Evaluation.Arms;

namespace Eager.Host.Evaluations;

/// <summary>The pictures of an evaluation.</summary>
internal static class ArmPlots
{
    /// <summary>Saves <c>nel.svg</c> and <c>e2el.svg</c>, of the straight programs of all sets.</summary>
    public static void Save(string folder, ArmResults results)
    {
        var places = results.Rates.Select(rate => rate.ToString(CultureInfo.InvariantCulture)).ToArray();
        PlotSeries[] latencies = [.. results.Arms.Select(arm => new PlotSeries(arm, Points(results, programs => ArmStatistics.Latency(programs, arm).Scaled(1e3))))];
        LinePlot.Save(
            Path.Join(folder, "nel.svg"), "Non-overlapped execution latency", "ms, mean over programs, 95 % interval", "tokens a second", places, latencies, isLogarithmic: true);
        var serial = results.Arms.LastOrDefault(arm => !ArmStatistics.Overlaps(arm));
        if (serial is null || !results.Arms.Any(ArmStatistics.Overlaps))
            return;
        PlotSeries[] savings =
        [
            .. results.Arms.Where(ArmStatistics.Overlaps)
                .Select(arm => new PlotSeries(arm, Points(results, programs => ArmStatistics.Saved(programs, serial, arm, run => run.Total).Scaled(100)))),
        ];
        LinePlot.Save(
            Path.Join(folder, "e2el.svg"), $"End-to-end latency saved against {serial}", "% of the sum over programs, 95 % interval", "tokens a second", places, savings, isLogarithmic: false);
    }

    private static IReadOnlyList<Estimate?> Points(ArmResults results, Func<IReadOnlyList<ComparedProgram>, Estimate> estimate) =>
    [
        .. from rate in results.Rates
           let programs = results.Programs(ArmResults.AllSets, ArmShape.Straight.Name, rate)
           select programs.Count == 0 ? (Estimate?)null : estimate(programs),
    ];
}
