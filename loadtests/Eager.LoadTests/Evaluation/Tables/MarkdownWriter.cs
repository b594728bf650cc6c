namespace Eager.LoadTests.Evaluation.Tables;

/// <summary>Writes Markdown tables under titles.</summary>
internal sealed class MarkdownWriter(TextWriter output)
{
    public void Line(string text) => output.WriteLine(text);

    public void Title(string title)
    {
        output.WriteLine();
        output.WriteLine($"### {title}");
        output.WriteLine();
    }

    public void Head(params IEnumerable<string> cells)
    {
        string[] all = [.. cells];
        Row(all);
        Row(all.Select(_ => "---"));
    }

    public void Row(params IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");
}
