using System.Text;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Executions;

/// <summary>What became of a program, in words for the model that wrote it.</summary>
internal static class ContinuationText
{
    private const int NamedFiles = 10;

    /// <summary>A few sentences, each on a line of its own.</summary>
    /// <param name="outcome">Where the parts of the text stand.</param>
    /// <param name="ran">How many statements ran to their end before anything failed.</param>
    /// <param name="error">What went wrong; null where nothing did.</param>
    /// <param name="crash">The statement that ended the process, and its exit status; null where none did.</param>
    public static string Write(
        ProgramOutcome outcome, int ran, (ExecutionUnit? Unit, ProgramError Error)? error, (Statement Statement, int Status)? crash = null)
    {
        var text = new StringBuilder();
        text.Append(ran switch
        {
            0 => "Nothing of the program has run to its end.",
            1 => $"Statement 1 of the program ({Lines(outcome.Ran)}) has run; its output stands.",
            _ => $"Statements 1 to {ran} of the program ({Lines(outcome.Ran)}) have run; their output stands.",
        });
        if (error is var (unit, raised))
            text.Append('\n').Append(Failure(outcome, ran, unit, raised));
        if (crash is var (statement, status))
            text.Append($"\n{Subject(statement.Index)} ({Lines(statement.Boundary.Code)}) ended the program's process at once, with exit status {status}: the program's state is lost.");
        foreach (var effect in outcome.Dropped)
            text.Append($"\n{Subject(effect.Statement)} stopped right before {effect.What}, which did not happen: the program was not known to be whole.");
        if (outcome.DroppedFiles.Count > 0)
            text.Append($"\nChanges to files in the working directory were dropped, for the program was not known to be whole: {Names(outcome.DroppedFiles)}.");
        if (outcome.NeverRan.Count > 0)
            text.Append($"\nNot run to their end: {Lines([.. outcome.NeverRan])}.");
        if (outcome.CutOff is { } cutOff)
            text.Append($"\nThe text from line {cutOff.Line} on was incomplete and is dropped.");
        return text.Append($"\nContinue from statement {ran + 1}; do not repeat what has run.").ToString();
    }

    private static string Failure(ProgramOutcome outcome, int ran, ExecutionUnit? unit, ProgramError error)
    {
        var what = error.Message.Length > 0 ? $"{error.Type}: {error.Message}" : error.Type;
        return unit switch
        {
            { Statement: not null } => $"Statement {ran + 1} ({Lines(outcome.Failed)}) failed with {what}",
            null when error.Line is { } line => $"The program as a whole is not valid: line {line}, {what}",
            null => $"The program as a whole is not valid: {what}",
            _ => $"The text that follows ({Lines(outcome.Failed)}) is not valid: {what}",
        };
    }

    private static string Names(IReadOnlyList<string> files) =>
        files.Count <= NamedFiles ? string.Join(", ", files) : $"{string.Join(", ", files.Take(NamedFiles))} and others";

    private static string Subject(int? statement) => statement is { } index ? $"Statement {index + 1}" : "The program";

    private static string Lines(SourceSpan? span) => span is { } present ? Lines([present]) : "no lines";

    private static string Lines(SourceSpan[] spans)
    {
        var (first, last) = (spans.Min(span => span.Line), spans.Max(span => span.EndLine));
        return first == last ? $"line {first}" : $"lines {first} to {last}";
    }
}
