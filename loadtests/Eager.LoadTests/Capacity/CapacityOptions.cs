namespace Eager.LoadTests.Capacity;

/// <summary>One step of a capacity measurement.</summary>
public sealed record CapacityOptions
{
    /// <summary>Concurrent streams.</summary>
    public required int Streams { get; init; }

    /// <summary>Tokens a second and stream.</summary>
    public double Rate { get; init; } = 50;

    /// <summary>Characters a token.</summary>
    public int TokenCharacters { get; init; } = 4;

    /// <summary>Time before measuring begins.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time that is measured.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);
}
