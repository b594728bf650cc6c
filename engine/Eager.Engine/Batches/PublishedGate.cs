using System.Collections.Frozen;
using Eager.Statements;

namespace Eager.Engine.Batches;

/// <summary>
/// The gate of arXiv 2604.00491, §3: a statement is released when the next one arrives, and from the first on that uses a name of the list the
/// program runs after its generation.
/// </summary>
internal sealed class PublishedGate
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "os", "subprocess", "shutil", "socket", "multiprocessing", "time", "signal", "threading", "eval", "exec", "compile", "__import__",
    }.ToFrozenSet();

    private readonly List<Statement> _kept = [];

    /// <summary>True from the first statement on that uses a name of the list.</summary>
    public bool Holds { get; private set; }

    /// <summary>Statements that wait.</summary>
    public IReadOnlyList<Statement> Kept => _kept;

    /// <summary>Takes the next statement and returns what it releases.</summary>
    public IReadOnlyList<Statement> Offer(Statement statement)
    {
        Statement[] released = Holds ? [] : [.. _kept];
        _kept.RemoveRange(0, released.Length);
        Holds |= statement.Names.Any(Names.Contains);
        _kept.Add(statement with { IsHeldBack = Holds });
        return released;
    }

    /// <summary>Returns what runs now that the stream has ended; of a program that did not arrive whole, nothing that was held.</summary>
    public IReadOnlyList<Statement> End(bool complete)
    {
        Statement[] released = Holds && !complete ? [] : [.. _kept];
        _kept.RemoveRange(0, released.Length);
        return released;
    }
}
