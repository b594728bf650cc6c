namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>A program to run in every arm.</summary>
/// <param name="Set">The set it belongs to.</param>
/// <param name="Name">Its name in the set.</param>
/// <param name="Text">Its text.</param>
/// <param name="Folder">Folder with its data; null where it has none.</param>
internal sealed record ArmProgram(string Set, string Name, string Text, string? Folder)
{
    /// <summary>The tokens in which it was recorded; null where it was not.</summary>
    public ReadOnlyMemory<byte>[]? Tokens { get; init; }

    /// <summary>True where nothing else can be made of it.</summary>
    public bool IsAsItIs => Set is ArmPrograms.Errors or ArmPrograms.Trace;
}
