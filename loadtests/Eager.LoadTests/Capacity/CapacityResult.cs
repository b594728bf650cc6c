namespace Eager.LoadTests.Capacity;

/// <summary>What so many streams at once cost.</summary>
public sealed record CapacityResult
{
    public required int Streams { get; init; }

    /// <summary>Sessions opened a second, eight requests at a time.</summary>
    public required double OpenedPerSecond { get; init; }

    /// <summary>Managed bytes a session that is open and idle, after a full collection.</summary>
    public required double ManagedBytes { get; init; }

    /// <summary>Bytes of resident memory a session that is open and idle: managed, native and the allocators' spare.</summary>
    public required double ResidentBytes { get; init; }

    /// <summary>Tokens a second that were played; below streams × rate the generator or the product fell behind.</summary>
    public required double TokensPerSecond { get; init; }

    public required double StatementsPerSecond { get; init; }

    /// <summary>From when the token that makes a statement certain was due to when a reader saw the statement dispatched, in milliseconds.</summary>
    public required LatencyFigures Dispatch { get; init; }

    /// <summary>From release to dispatch by the engine's own clock, in milliseconds.</summary>
    public required LatencyFigures ReleaseToDispatch { get; init; }

    /// <summary>Processors in use, generator included.</summary>
    public required double Processors { get; init; }

    /// <summary>Processors that the generator's thread uses; what of the product runs inside of a write counts here.</summary>
    public required double GeneratorProcessors { get; init; }

    /// <summary>Managed bytes allocated a token, everything included.</summary>
    public required double AllocatedPerToken { get; init; }

    /// <summary>Microseconds of processor time a token, generator included.</summary>
    public double MicrosecondsPerToken => TokensPerSecond > 0 ? Processors / TokensPerSecond * 1e6 : 0;
}
