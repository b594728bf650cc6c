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

    [Fact]
    public void Program_with_effects_should_read_before_and_write_behind()
    {
        var text = Text("effects");

        Assert.StartsWith("import os\nimport pathlib\n", text, StringComparison.Ordinal);
        Assert.Contains(Program + "\nos.makedirs('results', exist_ok=True)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_in_a_guard_should_be_one_statement()
    {
        using var chunker = LanguageRegistry.Find("python")!.CreateChunker(1 << 20);
        chunker.Feed(Encoding.UTF8.GetBytes(Text("guard")));
        chunker.Complete();

        Assert.True(chunker.TryRelease(out _));
        Assert.False(chunker.TryRelease(out _));
    }

    private static string Text(string shape) =>
        Encoding.UTF8.GetString(ArmShape.All.Single(one => one.Name == shape).Of(Program, LanguageRegistry.Find("python")!));
}
