using Eager.LoadTests.Objectives;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Running;

/// <summary>What one scenario came to.</summary>
public sealed record ScenarioResult
{
    public required string Scenario { get; init; }

    /// <summary>What was loaded.</summary>
    public required string Target { get; init; }

    /// <summary>The load simulations, as they are written.</summary>
    public required string Load { get; init; }

    /// <summary>From the first arrival to the end of the last session, warm-up excluded.</summary>
    public required TimeSpan Elapsed { get; init; }

    public required int Sessions { get; init; }

    /// <summary>Sessions that were wrong: refused, lost, without an end, with another output or with gaps in their events.</summary>
    public required int Failed { get; init; }

    /// <summary>Sessions that lost their worker where that may happen.</summary>
    public int Lost { get; init; }

    /// <summary>Sessions that say something about latency: all but those that were to break off.</summary>
    public required int Measured { get; init; }

    /// <summary>Of these, the sessions that were right and kept every objective.</summary>
    public required int Good { get; init; }

    public required IReadOnlyList<Objective> Objectives { get; init; }

    public required IReadOnlyDictionary<LoadMetric, Distribution> Latencies { get; init; }

    /// <summary>What was wrong, and how often.</summary>
    public required IReadOnlyList<(string Message, int Count)> Failures { get; init; }

    public double FailedPercent => Sessions == 0 ? 0 : 100.0 * Failed / Sessions;

    public double GoodputPercent => Measured == 0 ? 100 : 100.0 * Good / Measured;

    /// <summary>Good sessions a second.</summary>
    public double GoodPerSecond => Elapsed > TimeSpan.Zero ? Good / Elapsed.TotalSeconds : 0;
}
