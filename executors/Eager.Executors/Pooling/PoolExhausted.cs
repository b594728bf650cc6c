namespace Eager.Executors.Pooling;

/// <summary>What a session meets when a pool has as many workers as it may.</summary>
public enum PoolExhausted
{
    /// <summary>It waits for one to end, until <see cref="PoolOptions.WaitDeadline"/>; then it is refused.</summary>
    Wait,

    /// <summary>It is refused at once.</summary>
    Refuse,

    /// <summary>It is given a worker of its own outside of the pool.</summary>
    StartCold,
}
