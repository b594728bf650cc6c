using System.Globalization;
using Eager.Executions;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>What errors mean that kernels report.</summary>
internal static class KernelError
{
    private const string Interrupt = "KeyboardInterrupt";
    private const string Exit = "SystemExit";
    private const string Syntax = "SyntaxError";

    /// <summary>An interrupt that came before its unit ran.</summary>
    public static ProgramError Interrupted(int line) => new(Interrupt, "", Interrupt, line);

    /// <summary>Text that a kernel calls invalid without saying why.</summary>
    public static ProgramError Invalid(string file, int line) =>
        new(Syntax, "invalid syntax", string.Create(CultureInfo.InvariantCulture, $"  File \"{file}\", line {line}\n{Syntax}: invalid syntax"), line);

    public static bool IsInterrupt(ProgramError error) => error.Type == Interrupt;

    public static bool IsExit(ProgramError error) => error.Type == Exit;

    /// <summary>What a kernel says of an error.</summary>
    /// <param name="message">An <c>error</c>, or a reply with one.</param>
    /// <param name="places">Where the program's parts are.</param>
    /// <param name="firstLine">Line of the part that failed.</param>
    public static ProgramError Read(KernelMessage message, KernelPlaces places, int firstLine)
    {
        var (type, text) = (message.Text("ename") ?? "", message.Text("evalue") ?? "");
        var traceback = places.InProgram(message.Lines("traceback"), out var line);
        return new ProgramError(type, text, traceback.Length > 0 ? traceback : $"{type}: {text}", line ?? firstLine);
    }

    /// <summary>The status of a program that asked to exit, and what it leaves on standard error, as a script would.</summary>
    public static (int Status, string Words) ExitOf(ProgramError exit) => exit.Message switch
    {
        "" or "None" or "False" => (0, ""),
        "True" => (1, ""),
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var status) => (status & 0xFF, ""),
        var text => (1, text + "\n"),
    };
}
