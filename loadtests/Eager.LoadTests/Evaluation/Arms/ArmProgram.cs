namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>A program to run in every arm.</summary>
/// <param name="Set">The set it belongs to.</param>
/// <param name="Name">Its name in the set.</param>
/// <param name="Text">Its text.</param>
/// <param name="Folder">Folder with its data; null where it has none.</param>
internal sealed record ArmProgram(string Set, string Name, string Text, string? Folder);
