namespace Eager.Statements;

/// <summary>How a top-level statement uses a name.</summary>
public enum NameUse
{
    /// <summary>Binds or changes it at top level.</summary>
    Bind,

    /// <summary>
    /// Reads it when the statement runs. The name may belong to a scope inside the statement (a comprehension's variable).
    /// </summary>
    Read,

    /// <summary>Reads it when a function or type that the statement defines is used. The name may be local to that.</summary>
    ReadLater,
}
