using Eager.LoadTests.Evaluation;

namespace Eager.LoadTests.Tests.Evaluation;

public sealed class ProgramShapeTests
{
    [Fact]
    public void Program_should_stay_as_it_is_when_its_shape_is_straight() => Assert.Equal("a\r\n\n b", ProgramShape.Straight.Around("a\r\n\n b"));

    [Theory]
    [InlineData("guard", "if __name__ == '__main__':\n    if a:\n\n        b\n")]
    [InlineData("main", "def main():\n    if a:\n\n        b\nmain()\n")]
    [InlineData("try", "try:\n    if a:\n\n        b\nfinally:\n    print('over')\n")]
    [InlineData("with", "import contextlib\nwith contextlib.nullcontext():\n    if a:\n\n        b\n")]
    [InlineData("for", "for turn in range(1):\n    if a:\n\n        b\n")]
    public void Program_should_be_indented_when_its_shape_is_a_statement(string name, string expected) =>
        Assert.Equal(expected, Assert.Single(ProgramShape.All, shape => shape.Name == name).Around("if a:\n\n    b\n\n"));
}
