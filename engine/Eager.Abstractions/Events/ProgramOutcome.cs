using Eager.Effects;
using Eager.Statements;

namespace Eager.Events;

/// <summary>Where each part of the text of a program stands that did not run to its end.</summary>
/// <param name="Ran">Text that ran to its end; null where nothing did.</param>
/// <param name="Failed">Text of the failed statement, or of what could not be compiled; null where nothing failed or it is unknown.</param>
/// <param name="NeverRan">Statements that were complete and did not run.</param>
/// <param name="CutOff">Text that was read and is no complete statement; null where there is none.</param>
/// <param name="Dropped">Effects that waited and did not happen.</param>
/// <param name="Continuation">All of this in words, for whoever writes the rest of the program.</param>
public sealed record ProgramOutcome(
    SourceSpan? Ran,
    SourceSpan? Failed,
    IReadOnlyList<SourceSpan> NeverRan,
    SourceSpan? CutOff,
    IReadOnlyList<HeldEffect> Dropped,
    string Continuation)
{
    /// <summary>Names of files and folders whose staged changes were dropped.</summary>
    public IReadOnlyList<string> DroppedFiles { get; init; } = [];
}
