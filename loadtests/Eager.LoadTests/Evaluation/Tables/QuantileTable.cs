using System.Globalization;
using Eager.LoadTests.Evaluation.Arms;

namespace Eager.LoadTests.Evaluation.Tables;

/// <summary>
/// NEL over programs in quantiles, by shape, with the goal of a program inside of one statement: 1.3 times the median of the same programs as straight text in the
/// same arm, and 20 ms.
/// </summary>
internal sealed class QuantileTable(ArmResults results, MarkdownWriter output)
{
    private const double GoalFactor = 1.3;
    private const double GoalSeconds = 0.02;

    /// <summary>Writes a row for each arm that overlaps.</summary>
    /// <param name="sets">Names of the sets.</param>
    public void Write(IReadOnlyList<string> sets)
    {
        output.Head("set", "shape", "tokens/s", "arm", "programs", "p50", "p90", "max", "above its optimum: p50", "p90", "goal of p50");
        var rows = from set in sets
                   from shape in results.Shapes
                   from rate in results.Rates
                   let programs = results.Programs(set, shape, rate)
                   where programs.Count > 0
                   from arm in results.Arms
                   where ArmStatistics.Overlaps(arm) && programs[0].Has(arm)
                   select (set, shape, rate, arm, programs);
        foreach (var (set, shape, rate, arm, programs) in rows)
        {
            double Latency(double q) => Quantiles.Of(programs.Select(program => program.Mean(arm, run => run.NonOverlapped)), q);
            double Above(double q) => Quantiles.Of(programs.Select(program => program.Mean(arm, run => run.NonOverlapped - run.Optimum)), q);
            output.Row(
                set, shape, rate.ToString(CultureInfo.InvariantCulture), arm, $"{programs.Count}", Milliseconds(Latency(0.5)), Milliseconds(Latency(0.9)),
                Milliseconds(Latency(1)), Milliseconds(Above(0.5)), Milliseconds(Above(0.9)), Goal(set, shape, rate, arm));
        }
    }

    private string Goal(string set, string shape, double rate, string arm)
    {
        if (ArmShape.Wrapped.All(wrapped => wrapped.Name != shape))
            return "";
        double[] straight =
        [
            .. results.Programs(set, ArmShape.Straight.Name, rate).Where(program => program.Has(arm)).Select(program => program.Mean(arm, run => run.NonOverlapped)),
        ];
        return straight.Length == 0 ? "" : Milliseconds((GoalFactor * Quantiles.Of(straight, 0.5)) + GoalSeconds);
    }

    private static string Milliseconds(double seconds) => (seconds * 1e3).ToString("F1", CultureInfo.InvariantCulture);
}
