namespace Eager.Engine.Latency;

/// <summary>Which of two paces decides when a run ends: that of the generation, or that of the executor.</summary>
public enum LatencyRegime
{
    /// <summary>a &gt; b: the executor waits for each chunk.</summary>
    GenerationDominated,

    /// <summary>a = b: each chunk arrives as the one before is done.</summary>
    Balanced,

    /// <summary>a &lt; b: chunks wait for the executor.</summary>
    ExecutionDominated,
}
