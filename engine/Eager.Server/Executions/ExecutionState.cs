namespace Eager.Server.Executions;

/// <summary>Where an execution stands.</summary>
internal enum ExecutionState
{
    /// <summary>It takes code.</summary>
    Open,

    /// <summary>Its code is complete or was cut off; the program goes on.</summary>
    Running,

    /// <summary>The program is over.</summary>
    Ended,
}
