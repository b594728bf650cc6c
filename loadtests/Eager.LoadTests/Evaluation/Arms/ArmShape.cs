using System.Text;
using Eager.Statements;

namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>What is made of a Python program before it is streamed.</summary>
public sealed class ArmShape
{
    private const string Indentation = "    ";

    private const string Reading = "import os\nimport pathlib\nassert os.path.exists('.') and pathlib.Path('.').is_dir()\n";

    private const string Writing =
        "os.makedirs('results', exist_ok=True)\nwith open('results/report.txt', 'w') as report:\n    report.write('done')\n"
        + "import subprocess\nsubprocess.run(['true'], check=True)\nprint(pathlib.Path('results/report.txt').read_text())\n";

    private const string Failing = "raise RuntimeError('midway')\n";

    private const int LongestStatement = 1 << 20;

    private readonly Func<string, ILanguage, string> _make;

    private ArmShape(string name, Func<string, ILanguage, string> make) => (Name, _make) = (name, make);

    /// <summary>The program as it is.</summary>
    public static ArmShape Straight { get; } = new("straight", (program, _) => program);

    /// <summary>The program inside of one compound statement each. Lines of strings are indented too, so its output may be another than the straight program's.</summary>
    public static IReadOnlyList<ArmShape> Wrapped { get; } =
    [
        new("guard", (program, _) => Inside("if __name__ == '__main__':\n", program)),
        new("main", (program, _) => Inside("def main():\n", program) + "main()\n"),
        new("try", (program, _) => Inside("try:\n", program) + "finally:\n    print('over')\n"),
        new("with", (program, _) => Inside("import contextlib\nwith contextlib.nullcontext():\n", program)),
        new("for", (program, _) => Inside("for turn in range(1):\n", program)),
    ];

    /// <summary>All shapes.</summary>
    public static IReadOnlyList<ArmShape> All { get; } =
    [
        Straight,
        .. Wrapped,
        new("effects", (program, _) => $"{Reading}{Ended(program)}{Writing}"),
        new("error", (program, language) => Insert(Ended(program), Failing, language)),
    ];

    /// <summary>Its name in tables.</summary>
    public string Name { get; }

    /// <summary>The program in this shape.</summary>
    public byte[] Of(string program, ILanguage language)
    {
        ArgumentNullException.ThrowIfNull(program);
        return Encoding.UTF8.GetBytes(_make(program, language));
    }

    private static string Ended(string program) => program.EndsWith('\n') ? program : program + "\n";

    private static string Inside(string head, string program)
    {
        var lines = program.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => string.IsNullOrWhiteSpace(line) ? line : Indentation + line);
        return $"{head}{string.Join('\n', lines)}\n";
    }

    /// <summary>Puts a statement behind the one in which half of the text is over.</summary>
    private static string Insert(string program, string statement, ILanguage language)
    {
        var bytes = Encoding.UTF8.GetBytes(program);
        using var chunker = language.CreateChunker(LongestStatement);
        chunker.Feed(bytes);
        chunker.Complete();
        while (chunker.TryRelease(out var boundary))
        {
            if (boundary.Extent.End >= bytes.Length / 2)
                return string.Concat(Encoding.UTF8.GetString(bytes.AsSpan(0, (int)boundary.Extent.End)), statement, Encoding.UTF8.GetString(bytes.AsSpan((int)boundary.Extent.End)));
        }

        return program + statement;
    }
}
