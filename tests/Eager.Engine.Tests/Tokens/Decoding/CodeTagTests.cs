using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

public sealed class CodeTagTests
{
    private static readonly DecodingOptions Options = new() { Format = StreamFormat.Tags };

    [Theory]
    [InlineData("Let me see.<code>\na = 1\n</code>Done.", "a = 1\n")]
    [InlineData("<code>a</code><execute>b\n</execute>", "a\nb\n")]
    [InlineData("<execute_ipython>\r\na\r\n</execute_ipython>", "a\r\n")]
    [InlineData("<code>if a < b and b <c:\n  x = '<code>' + '</codes>'\n</code>", "if a < b and b <c:\n  x = '<code>' + '</codes>'\n")]
    [InlineData("<code>a << 2\nb <</code>", "a << 2\nb <\n")]
    [InlineData("<<code>a</code>", "a\n")]
    [InlineData("<code>\n\n  a\n</code>", "\n  a\n")]
    [InlineData("<code>stopped by the stop sequence\n", "stopped by the stop sequence\n")]
    [InlineData("<code>a\n</co", "a\n")]
    [InlineData("<code>a</execute>\n</code>", "a</execute>\n")]
    public void Tags_should_give_what_is_in_them_wherever_the_text_is_cut(string text, string code) =>
        Assert.Equal(new Decoded(code, null), Decoded.AtEverySplit(Options, text));

    [Theory]
    [InlineData("no tag")]
    [InlineData("<cod")]
    public void Text_without_a_tag_should_say_so(string text) =>
        Assert.Equal(new Decoded("", "there is no code in it"), Decoded.AtEverySplit(Options, text));
}
