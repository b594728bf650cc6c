using System.Text;
using Eager.Statements;

namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>What is made of a Python program before it is streamed.</summary>
/// <param name="Name">Its name in tables.</param>
public sealed record ArmShape(string Name)
{
    private const string Reading = "import os\nimport pathlib\nassert os.path.exists('.') and pathlib.Path('.').is_dir()\n";

    private const string Writing =
        "os.makedirs('results', exist_ok=True)\nwith open('results/report.txt', 'w') as report:\n    report.write('done')\n"
        + "import subprocess\nsubprocess.run(['true'], check=True)\nprint(pathlib.Path('results/report.txt').read_text())\n";

    private const string Failing = "raise RuntimeError('midway')\n";

    private const int LongestStatement = 1 << 20;

    /// <summary>The program as it is.</summary>
    public static ArmShape Straight { get; } = new("straight");

    /// <summary>All shapes.</summary>
    public static IReadOnlyList<ArmShape> All { get; } = [Straight, new("guard"), new("effects"), new("error")];

    /// <summary>The program in this shape.</summary>
    public byte[] Of(string program, ILanguage language)
    {
        ArgumentNullException.ThrowIfNull(program);
        var text = Name switch
        {
            "guard" => ProgramShape.All.First(shape => shape.Name == "guard").Around(program),
            "effects" => $"{Reading}{Ended(program)}{Writing}",
            "error" => Insert(Ended(program), Failing, language),
            _ => program,
        };
        return Encoding.UTF8.GetBytes(text);
    }

    private static string Ended(string program) => program.EndsWith('\n') ? program : program + "\n";

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
