namespace Eager.Statements;

/// <summary>What a released piece of the program is: a whole statement, or a part of one that runs while it still arrives.</summary>
public enum StatementRole
{
    /// <summary>A whole top-level statement.</summary>
    Whole,

    /// <summary>The header of a compound statement; its block follows.</summary>
    Opened,

    /// <summary>A whole statement inside of an open block.</summary>
    Leaf,

    /// <summary>A further header of the open statement, with its suite where that is on the same line.</summary>
    Clause,

    /// <summary>Nothing more belongs to the open statement. Its text is empty.</summary>
    Closed,
}
