namespace Eager.LoadTests.Soaking;

/// <summary>How long and how hard.</summary>
public sealed record SoakOptions
{
    /// <summary>How long new rounds begin.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Rounds at least: what grows shows only between several.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Sessions at one time.</summary>
    public int Sessions { get; init; } = 8;

    /// <summary>How long sessions begin in one round; then everything ends, and what is left is counted.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two kills of a worker; zero for none.</summary>
    public TimeSpan KillPace { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Seed of everything random but the scheduler.</summary>
    public int Seed { get; init; } = 1;
}
