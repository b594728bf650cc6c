namespace Eager.Executors.Pooling;

/// <summary>Workers that are ready before there is a program for them. Each executes one program.</summary>
public sealed class PoolOptions
{
    /// <summary>True to have a pool. Without one each session starts a worker of its own.</summary>
    public bool Enabled { get; set; }

    /// <summary>Workers that wait for programs at all times; 0 or more.</summary>
    public int Minimum { get; set; } = 1;

    /// <summary>Workers at one time, those that execute programs included; more than zero.</summary>
    public int Maximum { get; set; } = 64;

    /// <summary>How long a worker above <see cref="Minimum"/> waits for a program before it is ended; more than zero.</summary>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Workers that a parent with preloaded modules forks before another takes its place; more than zero.</summary>
    public int Uses { get; set; } = 1000;

    /// <summary>What happens when all workers are busy.</summary>
    public PoolExhausted WhenExhausted { get; set; }

    /// <summary>How long a session waits for a worker; more than zero.</summary>
    public TimeSpan WaitDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often workers that wait are looked at; more than zero.</summary>
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time without another start after starts have failed one after the other; a second or more.</summary>
    public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong with these options, in one line; null where nothing is.</summary>
    internal string? Complaint() => this switch
    {
        { Minimum: < 0 } => $"{nameof(Minimum)} must be 0 or more",
        { Maximum: < 1 } => $"{nameof(Maximum)} must be more than zero",
        _ when Minimum > Maximum => $"{nameof(Minimum)} must not be more than {nameof(Maximum)}",
        { Uses: < 1 } => $"{nameof(Uses)} must be more than zero",
        _ when IdleTime <= TimeSpan.Zero || WaitDeadline <= TimeSpan.Zero || HealthInterval <= TimeSpan.Zero =>
            $"{nameof(IdleTime)}, {nameof(WaitDeadline)} and {nameof(HealthInterval)} must be more than zero",
        _ when LongestBackoff < TimeSpan.FromSeconds(1) => $"{nameof(LongestBackoff)} must be a second or more",
        _ => null,
    };
}
