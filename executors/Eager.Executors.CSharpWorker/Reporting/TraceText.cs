using System.Text.RegularExpressions;

namespace Eager.Executors.CSharpWorker.Reporting;

/// <summary>
/// Stack traces in the program's own names, whatever its text was compiled into: top-level code is <c>Program.&lt;Main&gt;$(String[] args)</c>, a local function has its name,
/// frames of the worker are left out.
/// </summary>
internal static partial class TraceText
{
    public const string Main = "Program.<Main>$(String[] args)";
    private const string Rethrown = "--- End of stack trace from previous location ---";

    /// <param name="report">What the exception says.</param>
    /// <param name="parameters">The parameters of a function of the program, as traces show them.</param>
    public static string Clean(string report, Func<string, string> parameters)
    {
        var lines = new List<string>();
        foreach (var line in report.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith("   at ", StringComparison.Ordinal))
                lines.Add(line);
            else if (!IsOurs(line))
                Add(lines, Rename(line, parameters));
        }

        return string.Join('\n', lines.Where(line => line != Rethrown));
    }

    private static bool IsOurs(string line) => line.StartsWith("   at Eager.Executors.CSharpWorker.", StringComparison.Ordinal)
        || line == "   at Program.<Main>(String[] args)";

    /// <summary>The submission's own frame beneath a body of statements adds nothing.</summary>
    private static void Add(List<string> lines, string line)
    {
        if (line != $"   at {Main}")
            lines.Add(line);
    }

    private static string Rename(string line, Func<string, string> parameters)
    {
        line = TopLevel().Replace(line, $"   at {Main}");
        line = ClosureParameter().Replace(line, "$1");
        line = LocalFunction().Replace(line, "   at $1");
        line = Lambda().Replace(line, "   at lambda");
        line = AsyncFunction().Replace(line, match => $"   at {match.Groups[1].Value}{parameters(match.Groups[1].Value)}");
        return SubmissionMethod().Replace(line, "   at ");
    }

    [GeneratedRegex(@"^   at Submission#\d+\.(<<Initialize>>d__\d+\.MoveNext|<Initialize>|eager_rest)\(\)")]
    private static partial Regex TopLevel();

    [GeneratedRegex(@"(?:, |(?<=\())<>c__DisplayClass\w+&?( \w+)?(?=[,)])")]
    private static partial Regex ClosureParameter();

    [GeneratedRegex(@"^   at (?:Program|Submission#\d+)\.(?:<>c(?:__DisplayClass\w+)?\.)?<.*?>g__(\w+)\|[\d_]+")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^   at (?:Program|Submission#\d+)\.(?:<>c(?:__DisplayClass\w+)?(?:`\d+)?\.)?<.*?>b__[\w]+")]
    private static partial Regex Lambda();

    [GeneratedRegex(@"^   at Submission#\d+\.<(\w+)>d__\d+(?:`\d+)?\.MoveNext\(\)")]
    private static partial Regex AsyncFunction();

    [GeneratedRegex(@"^   at Submission#\d+\.")]
    private static partial Regex SubmissionMethod();
}
