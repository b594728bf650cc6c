using System.Text;

namespace Eager.Chat.Runs;

/// <summary>What became of a program, in words for the model that wrote it.</summary>
internal static class ResultText
{
    private const string NewProcess = "A further call is a new process: variables and imports are gone, files stay.";

    /// <param name="result">What the program came to.</param>
    /// <param name="cutOff">Why it was not whole, in one line; null where it was.</param>
    public static string Write(ProgramResult result, string? cutOff)
    {
        var (output, summary) = result;
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
