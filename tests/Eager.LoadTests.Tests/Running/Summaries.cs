using Eager.Events;

namespace Eager.LoadTests.Tests.Running;

internal static class Summaries
{
    public static SessionSummary Of(int exit, string? fault = null) => new()
    {
        Mode = ExecutionMode.Eager,
        Language = "python",
        Backend = "process",
        Generation = TimeSpan.Zero,
        Total = TimeSpan.Zero,
        FirstOutput = null,
        Statements = 1,
        Batches = 1,
        HeldStatements = 0,
        OptimumNonOverlapped = TimeSpan.Zero,
        Exit = exit,
        StdoutSha256 = "",
        Error = null,
        Fault = fault,
    };
}
