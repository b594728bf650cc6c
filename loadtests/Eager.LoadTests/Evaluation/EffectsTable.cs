using System.Globalization;

namespace Eager.LoadTests.Evaluation;

/// <summary>What effects profiles hold back and cost, as a Markdown table, one row a rate and profile.</summary>
public static class EffectsTable
{
    /// <summary>Writes the table. Each program's NEL is compared with its own under the profile that is named last.</summary>
    public static void Write(TextWriter output, IReadOnlyList<PairedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(runs);
        var reference = runs[^1].Effects;
        var least = runs.Where(run => run.Effects == reference).ToDictionary(run => (run.Program, run.Rate), run => run.Eager.NonOverlapped);
        output.WriteLine($"| tokens/s | effects | programs | with a hold | statements held | execution held | NEL mean | p50 | above {reference}: mean | p50 | p90 | max | arms differ |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var row in runs.GroupBy(run => (run.Rate, run.Effects)))
        {
            double[] latencies = [.. row.Select(run => run.Eager.NonOverlapped.TotalMilliseconds)];
            double[] above = [.. row.Select(run => (run.Eager.NonOverlapped - least[(run.Program, run.Rate)]).TotalMilliseconds)];
            var statements = (double)row.Sum(run => run.Eager.HeldStatements) / row.Sum(run => run.Eager.Statements);
            var execution = row.Sum(run => run.Eager.HeldExecution.TotalSeconds) / row.Sum(run => run.Eager.Execution.TotalSeconds);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Key.Rate} | {row.Key.Effects} | {row.Count()} | {row.Count(run => run.Eager.HeldStatements > 0)} | {statements:P1} | {execution:P1} | {latencies.Average():F1} | {Quantiles.Of(latencies, 0.5):F1} | {above.Average():F1} | {Quantiles.Of(above, 0.5):F1} | {Quantiles.Of(above, 0.9):F1} | {above.Max():F1} | {row.Count(run => !run.Agrees)} |"));
        }
    }
}
