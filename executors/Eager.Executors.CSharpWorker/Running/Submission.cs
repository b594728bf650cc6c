namespace Eager.Executors.CSharpWorker.Running;

/// <summary>A loaded submission.</summary>
/// <param name="Entry">Runs it over the array of submissions before it. Null where it only declares.</param>
/// <param name="Depth">How many submissions it can see.</param>
internal sealed record Submission(Func<object?[], Task<object?>> Entry, int Depth);
