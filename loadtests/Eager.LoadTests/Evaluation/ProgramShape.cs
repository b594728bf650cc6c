namespace Eager.LoadTests.Evaluation;

/// <summary>What is written around a Python program: the same work as straight text, or inside of one compound statement.</summary>
public sealed class ProgramShape
{
    private const string Indentation = "    ";

    private readonly string _head;
    private readonly string _tail;

    private ProgramShape(string name, string head, string tail) => (Name, _head, _tail) = (name, head, tail);

    /// <summary>The program as it is.</summary>
    public static ProgramShape Straight { get; } = new("straight", string.Empty, string.Empty);

    /// <summary>All shapes, the straight one first.</summary>
    public static IReadOnlyList<ProgramShape> All { get; } =
    [
        Straight,
        new("guard", "if __name__ == '__main__':\n", string.Empty),
        new("main", "def main():\n", "main()\n"),
        new("try", "try:\n", "finally:\n    print('over')\n"),
        new("with", "import contextlib\nwith contextlib.nullcontext():\n", string.Empty),
        new("for", "for turn in range(1):\n", string.Empty),
    ];

    /// <summary>Name of the shape.</summary>
    public string Name { get; }

    /// <summary>The program in this shape. Lines of strings are indented too, so its output may be another than the straight program's.</summary>
    public string Around(string program)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (ReferenceEquals(this, Straight))
            return program;
        var lines = program.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => string.IsNullOrWhiteSpace(line) ? line : Indentation + line);
        return $"{_head}{string.Join('\n', lines)}\n{_tail}";
    }
}
