using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

public sealed class AutoTests
{
    private static readonly DecodingOptions Options = new() { Format = StreamFormat.Auto, Languages = ["python"] };

    [Theory]
    [InlineData("import os\nprint(1)\n", "import os\nprint(1)\n")]
    [InlineData("# A comment\n\nx = 1\n", "# A comment\n\nx = 1\n")]
    [InlineData("x", "x")]
    [InlineData("", "")]
    [InlineData("using System;\nvar a = 1;\n", "using System;\nvar a = 1;\n")]
    [InlineData("\"\"\"Doc.\"\"\"\nx\n", "\"\"\"Doc.\"\"\"\nx\n")]
    [InlineData("Here is the program:\n\n```python\na\n```\nIt does it.\n", "a\n")]
    [InlineData("# Heading\n\nSome words.\n\n```python\na\n```\n", "a\n")]
    [InlineData("```python\na\n```\n", "a\n")]
    [InlineData("Thought: compute.\n<code>\na\n</code>", "a\n")]
    [InlineData("<execute>a</execute>", "a\n")]
    [InlineData("Words.\n<code>\na\n</code>\n\n```python\nb\n```\n", "a\n")]
    [InlineData("Words.\n\n```python\na\n```\n<code>\nb\n</code>\n", "a\n")]
    [InlineData("{'a': 1}\n", "{'a': 1}\n")]
    [InlineData("[{\"a\": 1}, 2]\n", "[{\"a\": 1}, 2]\n")]
    [InlineData("[1, 2]\n", "[1, 2]\n")]
    [InlineData("> Quoted:\n> ```python\n> a\n> ```\n", "a\n")]
    public void Stream_should_be_taken_for_what_it_is_wherever_it_is_cut(string stream, string code) =>
        Assert.Equal(new Decoded(code, null), Decoded.AtEverySplit(Options, stream));

    [Fact]
    public void Code_should_be_passed_on_with_the_end_of_its_first_line()
    {
        var code = new System.Buffers.ArrayBufferWriter<byte>();
        StreamDecoders.Create(Options).Decode("x = 1\n"u8, code);
        Assert.Equal("x = 1\n"u8, code.WrittenSpan);
    }
}
