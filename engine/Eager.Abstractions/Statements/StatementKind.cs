namespace Eager.Statements;

/// <summary>What a top-level statement is, read off its syntax node.</summary>
public enum StatementKind
{
    /// <summary>The language's grammar did not recognise the text; it is still cut exactly.</summary>
    Unknown,
    Import,
    Definition,
    Assignment,
    Expression,
    ControlFlow,
    Directive,

    /// <summary>A whole program released as one piece: the serial arm.</summary>
    Program,
}
