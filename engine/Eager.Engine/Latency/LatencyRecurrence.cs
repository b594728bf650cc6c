namespace Eager.Engine.Latency;

/// <summary>The recurrence te_i = max(td_i, te_{i-1}) + s + x_i, one chunk at a time, in constant memory. All times in one unit on one clock.</summary>
public struct LatencyRecurrence
{
    /// <summary>te_i of the chunk added last; 0 before the first.</summary>
    public double End { get; private set; }

    /// <summary>Adds the next chunk.</summary>
    /// <param name="ready">td_i: when it could first be executed; at least 0.</param>
    /// <param name="execution">x_i: how long it executes.</param>
    /// <param name="dispatch">s: overhead of its dispatch.</param>
    public void Add(double ready, double execution, double dispatch = 0) => End = Math.Max(ready, End) + dispatch + execution;
}
