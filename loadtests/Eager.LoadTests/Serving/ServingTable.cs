using System.Globalization;
using Eager.LoadTests.Evaluation;

namespace Eager.LoadTests.Serving;

/// <summary>What was measured, as Markdown.</summary>
public static class ServingTable
{
    /// <summary>How late events were under load.</summary>
    public static void Write(TextWriter output, ServingResult result)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(result);
        Head(output, "behind the token's due time, ms");
        Row(output, "token handed to the client's socket", result.Sending);
        Row(output, "`statement.released` at the client", result.Released);
        Row(output, "`output` at the client", result.Output);
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"statements without their events: {result.Missing}"));
    }

    /// <summary>How long output took from the program's write to the client.</summary>
    public static void WriteDelays(TextWriter output, IReadOnlyList<double> delays)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(delays);
        Head(output, "behind the program's write, ms");
        Row(output, "`output` at the client", delays);
    }

    private static void Head(TextWriter output, string name)
    {
        output.WriteLine($"| {name} | samples | p50 | p90 | p99 | p99.9 | max |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
    }

    private static void Row(TextWriter output, string name, IReadOnlyList<double> sample)
    {
        if (sample.Count == 0)
            return;
        string At(double q) => Quantiles.Of(sample, q).ToString("F1", CultureInfo.InvariantCulture);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {sample.Count:N0} | {At(0.5)} | {At(0.9)} | {At(0.99)} | {At(0.999)} | {At(1)} |"));
    }
}
