namespace Eager.LoadTests.Sessions;

/// <summary>What became of one session.</summary>
public sealed record StreamOutcome
{
    /// <summary>When it was due, as a timestamp.</summary>
    public required long DueAt { get; init; }

    /// <summary>What was wrong, in one line; null where nothing was.</summary>
    public string? Failure { get; init; }

    /// <summary>Its ending was one that says nothing about latency: the client left, the worker died or was interrupted as planned.</summary>
    public bool IsPlannedBreak { get; init; }

    /// <summary>Its worker was killed from outside, which may happen where somebody kills.</summary>
    public bool WasLost { get; init; }

    /// <summary>Its metrics, in their units; several values a session count with their mean.</summary>
    public IReadOnlyDictionary<LoadMetric, double> Values { get; init; } = new Dictionary<LoadMetric, double>();
}
