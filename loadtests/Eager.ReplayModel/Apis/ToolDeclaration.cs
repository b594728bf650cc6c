namespace Eager.ReplayModel.Apis;

/// <summary>A tool that a request offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Member">The member of its arguments that takes code.</param>
public sealed record ToolDeclaration(string Name, string Member);
