using Eager.Executions;

namespace Eager.Executors.CSharpWorker.Running;

/// <summary>What the program's thread is to do next.</summary>
internal abstract record WorkItem;

/// <summary>Code of one or more units.</summary>
/// <param name="LastUnit">The last unit that is over with it.</param>
/// <param name="CodeUnits">Units that have code in it, in order: one more than it has marks.</param>
/// <param name="Entry">Runs the code and returns its result.</param>
internal sealed record RunCode(int LastUnit, IReadOnlyList<int> CodeUnits, Func<object?> Entry) : WorkItem
{
    /// <summary>What it does to the world, for each stretch between two marks; empty where nobody asks.</summary>
    public IReadOnlyList<Stretch> Stretches { get; init; } = [];

    /// <summary>True where the result is to be shown.</summary>
    public bool ShowsResult { get; init; }
}

/// <summary>Ends the program with an error that it could not be compiled with.</summary>
/// <param name="Unit">The unit; null for the whole program.</param>
/// <param name="Error">The error.</param>
internal sealed record Refuse(int? Unit, ProgramError Error) : WorkItem;

/// <summary>Nothing follows.</summary>
/// <param name="IsComplete">True where the program arrived whole.</param>
internal sealed record EndProgram(bool IsComplete) : WorkItem;
