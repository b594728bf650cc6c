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

    /// <summary>True for a process that goes on when the host is gone.</summary>
    public bool Survives { get; init; }
}
