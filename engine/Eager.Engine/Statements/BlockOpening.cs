using Eager.Executions;

namespace Eager.Engine.Statements;

/// <summary>Whether compound statements run in parts while they arrive.</summary>
public enum BlockOpening
{
    /// <summary>
    /// Where the backend can do that; not with <see cref="BackendSessionOptions.TopLevelAwait"/>, and not with a profile that switches
    /// overlap off.
    /// </summary>
    WherePossible,

    /// <summary>As <see cref="WherePossible"/>, but the session is refused where it is not possible.</summary>
    Required,

    /// <summary>Every statement waits until it is complete.</summary>
    Never,
}
