using System.Text;
using Eager.Events;

namespace Eager.Engine.Events;

/// <summary>What became of a program, in words for the model that wrote it.</summary>
public static class ResultText
{
    private const string NewProcess = "A further call is a new process: variables and imports are gone, files stay.";

    /// <param name="output">What it wrote.</param>
    /// <param name="summary">How it ran.</param>
    /// <param name="cutOff">Why it was not whole, in one line; null where it was.</param>
    public static string Write(string output, SessionSummary summary, string? cutOff)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var text = new StringBuilder(output);
        if (text.Length == 0)
            text.Append("(no output)");
        else if (text[^1] == '\n')
            text.Length--;
        if (summary.Fault is { } fault)
            text.Append($"\nThe execution failed: {fault}");
        if (cutOff is not null)
            text.Append($"\nThe program was not whole: {cutOff}.");
        if (summary is { Exit: not 0 })
            text.Append($"\nExit status {summary.Exit}.");
        if (summary.Outcome is { } outcome)
            text.Append($"\n{outcome.Continuation}\n{NewProcess}");
        return text.ToString();
    }
}
