using Eager.Executions;
using Eager.Statements;

namespace Eager.Events;

/// <summary>What happened when a program failed, and where each part of its text stands.</summary>
/// <param name="Error">The error as the language reports it.</param>
/// <param name="Statement">Index of the statement that failed, or null where the error is the whole program's.</param>
/// <param name="Outcome">Where each part of the text stands, and what the rest of the program needs to know.</param>
/// <param name="Stdout">The end of what the program had written to its standard output.</param>
/// <param name="Stderr">The end of what the program had written to its standard error.</param>
public sealed record ErrorReport(
    ProgramError Error,
    int? Statement,
    ProgramOutcome Outcome,
    string Stdout,
    string Stderr)
{
    /// <inheritdoc cref="ProgramOutcome.Ran"/>
    public SourceSpan? Ran => Outcome.Ran;

    /// <inheritdoc cref="ProgramOutcome.Failed"/>
    public SourceSpan? Failed => Outcome.Failed;

    /// <inheritdoc cref="ProgramOutcome.NeverRan"/>
    public IReadOnlyList<SourceSpan> NeverRan => Outcome.NeverRan;

    /// <inheritdoc cref="ProgramOutcome.CutOff"/>
    public SourceSpan? CutOff => Outcome.CutOff;
}
