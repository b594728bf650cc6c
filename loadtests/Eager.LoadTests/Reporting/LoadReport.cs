using Eager.LoadTests.Objectives;
using Eager.LoadTests.Running;

namespace Eager.LoadTests.Reporting;

/// <summary>What a load test came to, ready to be written in any form.</summary>
/// <param name="Command">The command that made it.</param>
/// <param name="Results">One result a scenario.</param>
/// <param name="Thresholds">What was to be kept.</param>
public sealed record LoadReport(string Command, IReadOnlyList<ScenarioResult> Results, IReadOnlyList<Threshold> Thresholds)
{
    /// <summary>Every threshold of every scenario with what it came to.</summary>
    public IEnumerable<(ScenarioResult Result, Threshold Threshold, double? Value, bool Broken)> Verdicts =>
        from result in Results from threshold in Thresholds select (result, threshold, threshold.ValueIn(result), threshold.IsBroken(result));

    public bool IsBroken => Verdicts.Any(verdict => verdict.Broken);
}
