using System.Globalization;

namespace Eager.LoadTests.Capacity;

/// <summary>Capacity measurements as a Markdown table, written row by row because each takes a while.</summary>
public static class CapacityTable
{
    public static void WriteHead(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine(
            "| streams | opened a second | KiB a session: managed | resident | tokens/s | statements/s | token to dispatch, ms: p50 | p99 | p99.9 | max | released to dispatched, ms: p50 | p99 "
            + "| processors | of it the generator | µs a token | bytes allocated a token |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    public static void WriteRow(TextWriter output, CapacityResult row)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(row);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Streams:N0} | {row.OpenedPerSecond:N0} | {row.ManagedBytes / 1024:F1} | {row.ResidentBytes / 1024:F1} | {row.TokensPerSecond:N0} | {row.StatementsPerSecond:N0} | {row.Dispatch.P50:F2} | {row.Dispatch.P99:F2} | {row.Dispatch.P999:F2} | {row.Dispatch.Max:F1} | {row.ReleaseToDispatch.P50:F2} | {row.ReleaseToDispatch.P99:F2} | {row.Processors:F2} | {row.GeneratorProcessors:F2} | {row.MicrosecondsPerToken:F1} | {row.AllocatedPerToken:F0} |"));
    }
}
