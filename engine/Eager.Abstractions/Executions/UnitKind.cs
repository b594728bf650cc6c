namespace Eager.Executions;

/// <summary>What a unit of execution is. Values are those of the wire protocol.</summary>
public enum UnitKind : byte
{
    /// <summary>A whole top-level statement.</summary>
    Statement = 0,

    /// <summary>A whole program, compiled and run at once as a script would be: the serial arm.</summary>
    Program = 1,

    /// <summary>
    /// Text that is compiled in its place and never run: it decides whether an apparent syntax error is one.
    /// </summary>
    Probe = 2,
}
