using Eager.Executions;

namespace Eager.Executors.Processes;

/// <summary>What to start.</summary>
/// <param name="Name">What messages call it: <c>Python worker</c>.</param>
/// <param name="Program">Path of the program.</param>
/// <param name="Arguments">Its arguments, without its own name.</param>
/// <param name="Environment">Its environment, each <c>NAME=value</c>.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
internal sealed record ProcessStart(
    string Name, string Program, IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment, string WorkingDirectory)
{
    /// <summary>True for a process whose standard input the host writes; otherwise it is at its end.</summary>
    public bool TakesInput { get; init; }

    /// <summary>A command that runs the program and its warden: a sandbox. Empty for none.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    /// <summary>True to deny system calls that only serve to get out of a sandbox.</summary>
    public bool Filtered { get; init; }

    /// <summary>True for a process that forks others: it is given a socket as its descriptor 5.</summary>
    public bool Forks { get; init; }

    /// <summary>The process that forks it; then only its channels and limits are those of this start. Null where it is executed.</summary>
    public WorkerProcess? Parent { get; init; }

    /// <summary>What it and all that descends from it may take together.</summary>
    public ProgramLimits Limits { get; init; } = new();
}
