using Eager.Events;
using Eager.LoadTests.Evaluation;

namespace Eager.LoadTests.Tests.Evaluation;

public sealed class ShapesTableTests
{
    [Fact]
    public void Table_should_have_a_row_for_each_shape_and_setting_with_the_goal_of_the_straight_one()
    {
        var output = new StringWriter();
        ShapesTable.Write(output,
        [
            Run("straight", opens: true, 0.1), Run("straight", opens: false, 0.2), Run("guard", opens: true, 0.11), Run("guard", opens: false, 1, exit: 1),
        ]);
        Assert.Equal(
            [
                "| 50 | straight | on | 1 | 1 | 2 | 1500 | 100.0 | 100.0 | 100.0 | 150.0 | 0 |",
                "| 50 | straight | off | 1 | 1 | 2 | 1500 | 200.0 | 200.0 | 200.0 | 280.0 | 0 |",
                "| 50 | guard | on | 1 | 1 | 2 | 1500 | 110.0 | 110.0 | 110.0 | 150.0 | 0 |",
                "| 50 | guard | off | 1 | 1 | 2 | 1500 | 1000.0 | 1000.0 | 1000.0 | 280.0 | 1 |",
            ],
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..]);
    }

    private static PairedRun Run(string shape, bool opens, double latency, int exit = 0) =>
        new("a", 50, "open", Summary(ExecutionMode.Serial, 1.5, 0), Summary(ExecutionMode.Eager, latency, exit)) { Shape = shape, OpensBlocks = opens };

    private static SessionSummary Summary(ExecutionMode mode, double latency, int exit) => new()
    {
        Mode = mode,
        Language = "python",
        Backend = "process",
        Generation = TimeSpan.FromSeconds(10),
        Total = TimeSpan.FromSeconds(10 + latency),
        FirstOutput = null,
        Statements = 1,
        Units = 2,
        Batches = 1,
        HeldStatements = 0,
        OptimumNonOverlapped = TimeSpan.Zero,
        Exit = exit,
        StdoutSha256 = string.Empty,
        Error = null,
        Fault = null,
    };
}
