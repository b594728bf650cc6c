using Eager.Executions;
using Eager.Statements;

namespace Eager.Events;

/// <summary>What happened when a program failed, and where each part of its text stands.</summary>
/// <param name="Error">The error as the language reports it.</param>
/// <param name="Statement">Index of the statement that failed, or null where the error is the whole program's.</param>
/// <param name="Ran">Text that ran to its end.</param>
/// <param name="Failed">Text of the failed statement, or of what could not be compiled; null where it is unknown.</param>
/// <param name="NeverRan">Statements that were complete and did not run.</param>
/// <param name="CutOff">Text that was read and is no complete statement; null where there is none.</param>
/// <param name="Stdout">The end of what the program had written to its standard output.</param>
/// <param name="Stderr">The end of what the program had written to its standard error.</param>
public sealed record ErrorReport(
    ProgramError Error,
    int? Statement,
    SourceSpan? Ran,
    SourceSpan? Failed,
    IReadOnlyList<SourceSpan> NeverRan,
    SourceSpan? CutOff,
    string Stdout,
    string Stderr);
