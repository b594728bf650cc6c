namespace Eager.Host.Loads;

/// <summary>What is to be loaded.</summary>
/// <param name="Backend">The backend, where the engine in this process is.</param>
/// <param name="Server">Address of a server; null for the engine in this process.</param>
/// <param name="KeyVariable">The environment variable with the server's key; null for none.</param>
/// <param name="Python">The Python interpreter; null for the usual search.</param>
internal sealed record LoadTargetChoice(string Backend, string? Server, string? KeyVariable, string? Python);
