namespace Eager.Executions;

/// <summary>How a unit ended. Values are those of the wire protocol.</summary>
public enum UnitOutcome : byte
{
    /// <summary>Ran to its end.</summary>
    Succeeded = 0,

    /// <summary>Raised an error, or could not be compiled.</summary>
    Failed = 1,

    /// <summary>Asked the program to exit.</summary>
    Exited = 2,

    /// <summary>Did not run, because a unit before it failed, exited or was interrupted.</summary>
    Skipped = 3,

    /// <summary>Was stopped by an interrupt.</summary>
    Interrupted = 4,
}
