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

    /// <summary>The header of a compound statement that is still arriving.</summary>
    Opened = 3,

    /// <summary>A whole statement inside of an open one.</summary>
    Leaf = 4,

    /// <summary>A further header of the open statement, with its suite where that is on the same line.</summary>
    Clause = 5,

    /// <summary>The end of the innermost open statement; no text.</summary>
    Closed = 6,
}
