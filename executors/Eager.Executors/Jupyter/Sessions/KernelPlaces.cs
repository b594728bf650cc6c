using System.Globalization;
using System.Text.RegularExpressions;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>Puts tracebacks of IPython, which number the cells and their lines, back into the program.</summary>
/// <param name="file">Name of the program's file.</param>
internal sealed partial class KernelPlaces(string file)
{
    private const string Heading = "Traceback (most recent call last):";

    private readonly Dictionary<int, int> _firstLines = [];

    /// <summary>A cell has begun.</summary>
    /// <param name="cell">Its number.</param>
    /// <param name="firstLine">Line of the program that it begins at.</param>
    public void Add(int cell, int firstLine) => _firstLines[cell] = firstLine;

    /// <summary>The same traceback with the program's own lines, and without colours.</summary>
    /// <param name="traceback">As the kernel has it.</param>
    /// <param name="line">Line of the program's outermost frame; null where none is told.</param>
    public string InProgram(string traceback, out int? line)
    {
        var plain = Colours().Replace(traceback, "");
        var isTrace = plain.Contains(Heading, StringComparison.Ordinal);
        var raised = isTrace ? plain.LastIndexOf(Heading, StringComparison.Ordinal) : 0;
        line = Frame().Match(plain, raised) is { Success: true } outermost ? LineOf(outermost) : null;
        return Frame().Replace(plain, frame => LineOf(frame) is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"  File \"{file}\", line {at}{Function(frame, isTrace)}")
            : frame.Value);
    }

    /// <summary>A text that is not valid is in no function.</summary>
    private static string Function(Match frame, bool isTrace) =>
        frame.Groups["function"] is { Success: true } function ? $", in {function.Value}" : isTrace ? ", in <module>" : "";

    private int? LineOf(Match frame) => _firstLines.TryGetValue(Number(frame, "cell"), out var first) ? first + Number(frame, "line") - 1 : null;

    private static int Number(Match frame, string group) => int.Parse(frame.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>As IPython 7, 8 and 9 write it; a blank line goes before it.</summary>
    [GeneratedRegex(
        @"\n?^ *(?:Cell|Input) In ?\[(?<cell>\d+)\],?(?: in <cell line: (?<line>\d+)>\(\)| line (?<line>\d+)(?:,? in (?<function>[\w<>.]+))?)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Frame();

    [GeneratedRegex(@"\x1b\[[0-9;]*m", RegexOptions.CultureInvariant)]
    private static partial Regex Colours();
}
