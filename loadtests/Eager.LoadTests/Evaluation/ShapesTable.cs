using System.Globalization;

namespace Eager.LoadTests.Evaluation;

/// <summary>What a program's shape costs, as a Markdown table, one row a rate, shape and setting of open blocks.</summary>
public static class ShapesTable
{
    private const double GoalFactor = 1.3;
    private const double GoalMilliseconds = 20;

    /// <summary>Writes the table. Latencies are milliseconds. The goal is 1.3 times the median of the straight programs with the same setting, and 20 ms.</summary>
    public static void Write(TextWriter output, IReadOnlyList<PairedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(runs);
        output.WriteLine("| tokens/s | shape | open blocks | programs | statements | units | serial NEL p50 | eager NEL p50 | p90 | max | goal | arms differ |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var row in runs.GroupBy(run => (run.Rate, run.Shape, run.OpensBlocks)))
        {
            double[] straight = Latencies(runs.Where(run => run.Shape == ProgramShape.Straight.Name && (run.Rate, run.OpensBlocks) == (row.Key.Rate, row.Key.OpensBlocks)));
            var goal = straight.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{(GoalFactor * Quantiles.Of(straight, 0.5)) + GoalMilliseconds:F1}");
            double[] eager = Latencies(row);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Key.Rate} | {row.Key.Shape} | {(row.Key.OpensBlocks ? "on" : "off")} | {row.Count()} | {row.Sum(run => run.Eager.Statements)} | {row.Sum(run => run.Eager.Units)} | {Quantiles.Of(row.Select(run => run.Serial.NonOverlapped.TotalMilliseconds), 0.5):F0} | {Quantiles.Of(eager, 0.5):F1} | {Quantiles.Of(eager, 0.9):F1} | {Quantiles.Of(eager, 1):F1} | {goal} | {row.Count(run => !run.Agrees)} |"));
        }
    }

    private static double[] Latencies(IEnumerable<PairedRun> runs) => [.. runs.Select(run => run.Eager.NonOverlapped.TotalMilliseconds)];
}
