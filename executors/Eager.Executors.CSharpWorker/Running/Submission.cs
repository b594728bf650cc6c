namespace Eager.Executors.CSharpWorker.Running;

/// <summary>A loaded submission.</summary>
/// <param name="Entry">Runs it over the array of submissions before it.</param>
/// <param name="Depth">How many submissions it can see.</param>
/// <param name="Rebase">What becomes of that array before it runs; null where it stays.</param>
internal sealed record Submission(Func<object?[], Task<object?>> Entry, int Depth, Rebase? Rebase = null);
