namespace Eager.Executors.CSharpWorker.Running;

/// <summary>A loaded submission.</summary>
/// <param name="Entry">Runs it over the array of submissions before it.</param>
/// <param name="Depth">How many submissions it can see.</param>
internal sealed record Submission(Func<object?[], Task<object?>> Entry, int Depth)
{
    /// <summary>What becomes of the array of submissions before it runs; null where it stays.</summary>
    public Rebase? Rebase { get; init; }

    /// <summary>What it does to the world, for each stretch between two marks; empty where nobody asks.</summary>
    public IReadOnlyList<Stretch> Stretches { get; init; } = [];
}
