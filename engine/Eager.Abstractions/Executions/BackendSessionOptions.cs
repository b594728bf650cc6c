using System.Collections.Immutable;
using Eager.Effects;

namespace Eager.Executions;

/// <summary>How the program sees itself.</summary>
public sealed record BackendSessionOptions
{
    /// <summary>Name of the program's file in tracebacks and <c>__file__</c>; a name in angle brackets is no file.</summary>
    public required string ProgramFile { get; init; }

    /// <summary>The program's own arguments, the name it was called by first.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Absolute path of the directory the program runs in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>
    /// What the program reads on its standard input; null for end of file. Read while the program takes it, ahead of it by what a pipe holds, to its
    /// end or the session's; it stays the caller's. A failing read is end of file.
    /// </summary>
    public Stream? Input { get; init; }

    /// <summary>True to show the value of the program's last expression, and what it shows on the way, as a notebook's cell does.</summary>
    public bool Display { get; init; }

    /// <summary>True to allow <c>await</c> at top level where the language's scripts do not, as a notebook does.</summary>
    public bool TopLevelAwait { get; init; }

    /// <summary>What becomes of effects while the program is still arriving; what is not named runs.</summary>
    public IReadOnlyDictionary<EffectClass, EffectRule> Effects { get; init; } = ImmutableDictionary<EffectClass, EffectRule>.Empty;

    /// <summary>What the program may take. A backend that runs no process of its own for a program may not keep them.</summary>
    public ProgramLimits Limits { get; init; } = new();
}
