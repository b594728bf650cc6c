using Eager.Events;
using Eager.LoadTests.Evaluation;

namespace Eager.LoadTests.Tests.Evaluation;

public sealed class MarkdownTableTests
{
    [Fact]
    public void Table_should_have_a_row_for_each_rate_with_medians_over_programs()
    {
        var output = new StringWriter();
        MarkdownTable.Write(output,
        [
            new PairedRun("a", 50, "open", Summary(ExecutionMode.Serial, 10, 11), Summary(ExecutionMode.Eager, 10, 10.004)),
            new PairedRun("b", 50, "open", Summary(ExecutionMode.Serial, 10, 12), Summary(ExecutionMode.Eager, 10, 10.006)),
            new PairedRun("a", 100, "open", Summary(ExecutionMode.Serial, 5, 6), Summary(ExecutionMode.Eager, 5, 5.001, exit: 1)),
        ]);
        var rows = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal("| 50 | 2 | 1500 | 5.0 | 1.0 | 4.0 | 4.8 | 5.0 | 1.15 | 1000 | 0 |", rows[0]);
        Assert.StartsWith("| 100 | 1 | 1000 | 1.0 |", rows[1], StringComparison.Ordinal);
        Assert.EndsWith("| 1 |", rows[1], StringComparison.Ordinal);
        Assert.Equal(2, rows.Length);
    }

    private static SessionSummary Summary(ExecutionMode mode, double generation, double total, int exit = 0) => new()
    {
        Mode = mode,
        Language = "python",
        Backend = "process",
        Generation = TimeSpan.FromSeconds(generation),
        Total = TimeSpan.FromSeconds(total),
        FirstOutput = TimeSpan.FromSeconds(mode == ExecutionMode.Serial ? 2 : 1),
        Statements = 1,
        Batches = 1,
        HeldStatements = 0,
        OptimumNonOverlapped = TimeSpan.FromMilliseconds(1),
        Exit = exit,
        StdoutSha256 = string.Empty,
        Error = null,
        Fault = null,
    };
}
