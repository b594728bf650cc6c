namespace Eager.ReplayModel.Answers;

/// <summary>A program: sent as the call of the request's first tool, or in a fence where the request names none.</summary>
public sealed record ProgramAnswer(string Name, string Code) : ModelAnswer(Name);
