using System.Text;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class OpenBlockTests
{
    [Fact]
    public void Chunker_should_release_parts_when_it_is_asked_to_open()
    {
        using var chunker = LanguageRegistry.Find("python")!.CreateChunker(1024);
        var parts = new List<(StatementRole Role, int Depth, string Text, bool Begins, bool Ends)>();
        foreach (var piece in new[] { "if x:\n  a\n", "  for y in z:\n", "    b\n", "else: c\n", "d\n" })
        {
            chunker.Feed(Encoding.UTF8.GetBytes(piece));
            chunker.Open(functions: false);
            while (chunker.TryRelease(out var one))
                parts.Add((one.Role, one.Depth, Encoding.UTF8.GetString(chunker.Text(one.Extent)), one.BeginsStatement, one.EndsStatement));
        }

        Assert.Equal(
            [
                (StatementRole.Opened, 0, "if x:\n", true, false),
                (StatementRole.Leaf, 1, "  a\n", false, false),
                (StatementRole.Opened, 1, "  for y in z:\n", false, false),
                (StatementRole.Leaf, 2, "    b\n", false, false),
                (StatementRole.Closed, 1, "", false, false),
                (StatementRole.Clause, 0, "else: c\n", false, false),
                (StatementRole.Closed, 0, "", false, true),
                (StatementRole.Whole, 0, "d\n", true, true),
            ],
            parts);
    }

    [Theory]
    [InlineData(false, StatementRole.Whole)]
    [InlineData(true, StatementRole.Opened)]
    public void Chunker_should_open_a_function_when_it_is_asked_to(bool functions, StatementRole first)
    {
        using var chunker = LanguageRegistry.Find("python")!.CreateChunker(1024);
        chunker.Feed("def main():\n  a\n"u8);
        chunker.Open(functions);
        chunker.Feed("main()\n"u8);
        Assert.True(chunker.TryRelease(out var one));
        Assert.Equal(first, one.Role);
    }
}
