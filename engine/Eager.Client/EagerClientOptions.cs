namespace Eager.Client;

/// <summary>How a client calls.</summary>
public sealed record EagerClientOptions
{
    /// <summary>Shown with every request; null where the server wants none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How often a request or a stream of events whose connection broke is tried again before the failure is reported.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>Time before the first of these attempts; each further one waits twice as long.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
