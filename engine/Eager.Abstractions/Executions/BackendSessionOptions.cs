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
}
