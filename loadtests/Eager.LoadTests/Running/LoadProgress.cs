namespace Eager.LoadTests.Running;

/// <summary>How a run stands; percentiles are of what was measured so far, in milliseconds.</summary>
public sealed record LoadProgress(
    string Scenario, TimeSpan Elapsed, TimeSpan Whole, int Started, int Running, int Failed, double? DispatchP99, double? NelP99);
