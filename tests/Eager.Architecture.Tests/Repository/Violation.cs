namespace Eager.Architecture.Tests.Repository;

/// <summary>A file or folder that breaks a rule.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="What">One line for the reader of a failed test.</param>
internal sealed record Violation(string Path, string What);
