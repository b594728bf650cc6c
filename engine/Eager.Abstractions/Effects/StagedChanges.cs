namespace Eager.Effects;

/// <summary>What became of changes to the working directory that had been staged.</summary>
/// <param name="Committed">Files, links and folders that were moved into the directory, or removed from it.</param>
/// <param name="Replaced">Those of them that somebody else had changed meanwhile; the program's own stand now.</param>
/// <param name="Dropped">Names, relative to the directory, of what was dropped; the first hundred.</param>
public sealed record StagedChanges(int Committed, int Replaced, IReadOnlyList<string> Dropped);
