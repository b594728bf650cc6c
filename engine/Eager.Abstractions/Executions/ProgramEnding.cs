namespace Eager.Executions;

/// <summary>How the stream of a program came to its end. Values are those of the wire protocol.</summary>
public enum ProgramEnding : byte
{
    /// <summary>The whole program arrived.</summary>
    Complete = 0,

    /// <summary>The stream broke off; what it holds beyond the last released statement never runs.</summary>
    CutOff = 1,

    /// <summary>The program failed, exited or was interrupted, and nothing more of it will be sent.</summary>
    Stopped = 2,
}
