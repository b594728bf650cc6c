using System.Globalization;

namespace Eager.LoadTests.Evaluation;

/// <summary>The result of an evaluation as a Markdown table, one row a rate.</summary>
public static class MarkdownTable
{
    /// <summary>Writes the table. Latencies are milliseconds, medians over programs unless a column says otherwise.</summary>
    public static void Write(TextWriter output, IReadOnlyList<PairedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(runs);
        output.WriteLine("| tokens/s | programs | serial NEL | eager NEL | optimum NEL | eager above optimum: p50 | p90 | max | E2EL serial / eager | first output serial − eager | arms differ |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var rate in runs.GroupBy(run => run.Rate))
        {
            double At(Func<PairedRun, TimeSpan> time, double q = 0.5) => Quantiles.Of(rate.Select(run => time(run).TotalMilliseconds), q);
            var speedUp = Quantiles.Of(rate.Select(run => run.Serial.Total / run.Eager.Total), 0.5);
            var earlier = At(run => (run.Serial.FirstOutput ?? run.Serial.Total) - (run.Eager.FirstOutput ?? run.Eager.Total));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {rate.Key} | {rate.Count()} | {At(run => run.Serial.NonOverlapped):F0} | {At(run => run.Eager.NonOverlapped):F1} | {At(run => run.Eager.OptimumNonOverlapped):F1} | {At(run => run.AboveOptimum):F1} | {At(run => run.AboveOptimum, 0.9):F1} | {At(run => run.AboveOptimum, 1):F1} | {speedUp:F2} | {earlier:F0} | {rate.Count(run => !run.Agrees)} |"));
        }
    }
}
