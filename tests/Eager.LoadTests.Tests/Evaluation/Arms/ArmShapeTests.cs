using System.Text;
using Eager.LoadTests.Evaluation.Arms;
using Eager.Parsing;

namespace Eager.LoadTests.Tests.Evaluation.Arms;

public sealed class ArmShapeTests
{
    private const string Program = "a = 1\nif a:\n    b = '''\nx\n'''\n    print(b)\nprint(a)\nprint(2)";

    [Theory]
    [InlineData("straight", Program)]
    [InlineData("error", "a = 1\nif a:\n    b = '''\nx\n'''\n    print(b)\nraise RuntimeError('midway')\nprint(a)\nprint(2)\n")]
    public void Shape_should_be_what_it_says(string shape, string expected) => Assert.Equal(expected, Text(shape));

    [Theory]
    [InlineData("guard", "if __name__ == '__main__':\n    if a:\n\n        b\n")]
    [InlineData("main", "def main():\n    if a:\n\n        b\nmain()\n")]
    [InlineData("try", "try:\n    if a:\n\n        b\nfinally:\n    print('over')\n")]
    [InlineData("with", "import contextlib\nwith contextlib.nullcontext():\n    if a:\n\n        b\n")]
    [InlineData("for", "for turn in range(1):\n    if a:\n\n        b\n")]
    public void Program_should_be_indented_when_its_shape_is_a_statement(string shape, string expected) => Assert.Equal(expected, Text(shape, "if a:\r\n\r\n    b\r\n\r\n"));

    [Fact]
    public void Program_with_effects_should_read_before_and_write_behind()
    {
        var text = Text("effects");

        Assert.StartsWith("import os\nimport pathlib\n", text, StringComparison.Ordinal);
        Assert.Contains(Program + "\nos.makedirs('results', exist_ok=True)\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guard")]
    [InlineData("try")]
    [InlineData("for")]
    public void Program_in_a_statement_should_be_one(string shape)
    {
        using var chunker = LanguageRegistry.Find("python")!.CreateChunker(1 << 20);
        chunker.Feed(Encoding.UTF8.GetBytes(Text(shape)));
        chunker.Complete();

        Assert.True(chunker.TryRelease(out _));
        Assert.False(chunker.TryRelease(out _));
    }

    private static string Text(string shape, string program = Program) =>
        Encoding.UTF8.GetString(ArmShape.All.Single(one => one.Name == shape).Of(program, LanguageRegistry.Find("python")!));
}
