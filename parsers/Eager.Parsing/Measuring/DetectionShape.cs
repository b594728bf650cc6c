using System.Text;

namespace Eager.Parsing.Measuring;

/// <summary>A program whose size or form is a measure by itself.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Language">Name of its language.</param>
/// <param name="Source">Its text, UTF-8.</param>
public sealed record DetectionShape(string Name, string Language, ReadOnlyMemory<byte> Source)
{
    private const string PythonLine = "value = compute(value, [1, 2, 3], name='x')  # comment\n";

    private const string CSharpLine = "value = Compute(value, new[] { 1, 2, 3 }, name: \"x\"); // comment\n";

    /// <summary>Short and long programs of equal lines, and what no honest program has: long lines, deep brackets, long literals.</summary>
    public static IEnumerable<DetectionShape> All =>
    [
        Python("100 lines", Repeat(PythonLine, 100)),
        Python("5,000 lines", Repeat(PythonLine, 5000)),
        CSharp("100 lines", Repeat(CSharpLine, 100)),
        CSharp("5,000 lines", Repeat(CSharpLine, 5000)),
        Python("10 MB on one line", $"x = [{Repeat("12345, ", 1_500_000)}]\n"),
        CSharp("10 MB on one line", $"var x = new[] {{{Repeat("12345, ", 1_500_000)}}};\n"),
        Python("1 MB string literal", $"x = '''{Repeat("0123456789", 100_000)}'''\n"),
        CSharp("1 MB string literal", $"var x = @\"{Repeat("0123456789", 100_000)}\";\n"),
        Python("100,000 nested brackets", $"x = {Repeat("(", 100_000)}1{Repeat(")", 100_000)}\n"),
        CSharp("100,000 nested brackets", $"x = {Repeat("(", 100_000)}1{Repeat(")", 100_000)};\n"),
    ];

    private static DetectionShape Python(string name, string source) => new(name, "python", Encoding.UTF8.GetBytes(source));

    private static DetectionShape CSharp(string name, string source) => new(name, "csharp", Encoding.UTF8.GetBytes(source));

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
