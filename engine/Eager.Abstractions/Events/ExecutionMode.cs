namespace Eager.Events;

/// <summary>When a session executes.</summary>
public enum ExecutionMode
{
    /// <summary>Each statement as soon as it is certain.</summary>
    Eager,

    /// <summary>The whole program when the stream has ended.</summary>
    Serial,
}
