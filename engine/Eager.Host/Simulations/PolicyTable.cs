using System.Globalization;
using System.Text.Json;
using Eager.LoadTests.Evaluation;

namespace Eager.Host.Simulations;

/// <summary>Prints compared policies: figures of one run, or medians of several.</summary>
internal static class PolicyTable
{
    /// <summary>Writes a Markdown table; times are milliseconds.</summary>
    public static void Write(TextWriter output, IReadOnlyList<PolicyComparison> runs)
    {
        var statements = runs.Sum(run => run.Trace.Statements.Count);
        output.WriteLine(Line($"{Count(runs.Count, "run")}, {Count(statements, "statement")}, overhead of a dispatch {Median(runs, run => run.Trace.Overhead):F2} ms{(runs.Count > 1 ? "; medians" : "")}"));
        output.WriteLine();
        output.WriteLine("| policy | batches | NEL | above the optimum | ratio to the optimum |");
        output.WriteLine("| --- | --- | --- | --- | --- |");
        for (var i = 0; i < runs[0].Policies.Count; i++)
        {
            var policy = i;
            output.WriteLine(Line(
                $"| {runs[0].Policies[i].Policy} | {Quantiles.Of(runs.Select(run => (double)run.Policies[policy].Batches), 0.5):0.#} | {Median(runs, run => run.Policies[policy].NonOverlapped):F1} | {Median(runs, run => run.Policies[policy].NonOverlapped - run.Trace.BatchedOptimum):F1} | {Ratio(runs, policy)} |"));
        }

        output.WriteLine(Line($"| optimum of batching | | {Median(runs, run => run.Trace.BatchedOptimum):F1} | 0.0 | 1.00 |"));
        output.WriteLine(Line($"| bound of any schedule | | {Median(runs, run => run.Trace.LeastNonOverlapped):F1} | | |"));
        WriteAgreement(output, runs);
    }

    /// <summary>Writes one object a line; times are milliseconds.</summary>
    public static void WriteJson(Stream output, IReadOnlyList<PolicyComparison> runs)
    {
        foreach (var run in runs)
        {
            using (var json = new Utf8JsonWriter(output))
                Write(json, run);
            output.WriteByte((byte)'\n');
        }
    }

    private static void Write(Utf8JsonWriter json, PolicyComparison run)
    {
        json.WriteStartObject();
        json.WriteString("run", run.File);
        json.WriteNumber("statements", run.Trace.Statements.Count);
        json.WriteNumber("generation_ms", Milliseconds(run.Trace.Generation));
        json.WriteNumber("overhead_ms", Milliseconds(run.Trace.Overhead));
        json.WriteStartArray("policies");
        foreach (var policy in run.Policies)
        {
            json.WriteStartObject();
            json.WriteString("policy", policy.Policy);
            json.WriteNumber("batches", policy.Batches);
            json.WriteNumber("nel_ms", Milliseconds(policy.NonOverlapped));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("batched_optimum_nel_ms", Milliseconds(run.Trace.BatchedOptimum));
        json.WriteNumber("bound_nel_ms", Milliseconds(run.Trace.LeastNonOverlapped));
        json.WriteString("measured_policy", run.MeasuredPolicy);
        if (run.Measured is { } measured)
            json.WriteNumber("measured_nel_ms", Milliseconds(measured));
        json.WriteEndObject();
    }

    /// <summary>How far the model's prediction for a run's own policy lies from what the run measured.</summary>
    private static void WriteAgreement(TextWriter output, IReadOnlyList<PolicyComparison> runs)
    {
        var pairs = runs.Where(run => run is { Measured: not null, Predicted: not null }).ToArray();
        if (pairs.Length == 0)
            return;
        double[] errors = [.. pairs.Select(run => Math.Abs((run.Measured!.Value - run.Predicted!.Value).TotalMilliseconds))];
        output.WriteLine();
        output.WriteLine(pairs.Length == 1
            ? Line($"measured NEL {pairs[0].Measured!.Value.TotalMilliseconds:F1} ms with policy {pairs[0].MeasuredPolicy}, predicted {pairs[0].Predicted!.Value.TotalMilliseconds:F1} ms")
            : Line($"measured against predicted NEL, {pairs.Length} runs, absolute difference: p50 {Quantiles.Of(errors, 0.5):F1} ms, p90 {Quantiles.Of(errors, 0.9):F1} ms, max {Quantiles.Of(errors, 1):F1} ms"));
    }

    private static double Median(IReadOnlyList<PolicyComparison> runs, Func<PolicyComparison, TimeSpan> time) =>
        Quantiles.Of(runs.Select(run => time(run).TotalMilliseconds), 0.5);

    /// <summary>Of runs whose optimum leaves something to wait for; nothing can be said of the others.</summary>
    private static string Ratio(IReadOnlyList<PolicyComparison> runs, int policy)
    {
        var waiting = runs.Where(run => run.Trace.BatchedOptimum > TimeSpan.Zero).ToArray();
        return waiting.Length == 0
            ? "-"
            : Line($"{Quantiles.Of(waiting.Select(run => run.Policies[policy].NonOverlapped / run.Trace.BatchedOptimum), 0.5):F2}");
    }

    private static string Count(int count, string what) => Line($"{count} {what}{(count == 1 ? "" : "s")}");

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
