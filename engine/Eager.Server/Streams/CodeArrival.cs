namespace Eager.Server.Streams;

/// <summary>A stretch of code that arrived at one time.</summary>
/// <param name="End">Where it ends, in bytes from the beginning of the code.</param>
/// <param name="At">When, since the session opened.</param>
internal readonly record struct CodeArrival(int End, TimeSpan At);
