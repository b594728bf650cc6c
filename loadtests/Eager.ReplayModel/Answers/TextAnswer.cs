namespace Eager.ReplayModel.Answers;

/// <summary>Text, code fences and all.</summary>
public sealed record TextAnswer(string Name, string Text) : ModelAnswer(Name);
