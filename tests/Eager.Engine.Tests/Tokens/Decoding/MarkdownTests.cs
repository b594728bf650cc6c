using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

public sealed class MarkdownTests
{
    private static readonly DecodingOptions Options = new() { Format = StreamFormat.Markdown, Languages = ["python", "py"] };

    [Theory]
    [InlineData("Text\n```python\na = 1\n```\nmore", "a = 1\n")]
    [InlineData("```\na = 1\n```", "a = 1\n")]
    [InlineData("```py\na\n```\n\n~~~python\nb\n~~~\n", "a\nb\n")]
    [InlineData("```bash\nls\n```\n```Python title=\"x\"\na\n```", "a\n")]
    [InlineData("```{.python .numberLines}\na\n```", "a\n")]
    [InlineData("````python\ns = '''\n```\n'''\n````\n", "s = '''\n```\n'''\n")]
    [InlineData("```python\nx = \"```\"\ny = '``` '\n```\n", "x = \"```\"\ny = '``` '\n")]
    [InlineData("```python\ns = \"\"\"\n```js\n\"\"\"\n```\n", "s = \"\"\"\n```js\n\"\"\"\n")]
    [InlineData("~~~\na\n```\nb\n~~~\n", "a\n```\nb\n")]
    [InlineData("~~~ a `b` ~~~ c\nx\n~~~\n```python `not` a fence\ny\n", "")]
    [InlineData("  ```python\n  if a:\n      b\n    c\n d\n  ```\n", "if a:\n    b\n  c\nd\n")]
    [InlineData("    ```python\n    not a fence\n    ```\n", "")]
    [InlineData("1. First:\n\n   ```python\n   a\n     b\n   ```\n2. Then\n   ```py\n   c\n   ```\n", "a\n  b\nc\n")]
    [InlineData("- item\n  - nested\n\n    ```python\n    a\n    ```\n", "a\n")]
    [InlineData("- ```python\n  a\n  ```\n", "a\n")]
    [InlineData("text `inline` ```not a fence```\n```python\na\n```", "a\n")]
    [InlineData("```python\r\na = 1\r\nb\r\n```\r\ntext", "a = 1\r\nb\r\n")]
    [InlineData("```python\na\n  ```  \nb", "a\n")]
    [InlineData("```python\na\n``\nb\n```", "a\n``\nb\n")]
    [InlineData("```python\n\n\n  a\n```", "\n\n  a\n")]
    [InlineData("```python\nopen at the end", "open at the end\n")]
    [InlineData("```python\na\n``", "a\n")]
    [InlineData("```\na\n```\n```python\nb\n```\nOutput:\n```\n42\n```", "a\nb\n")]
    [InlineData("```python\n```\n```python\na\n```", "a\n")]
    [InlineData("```python\n\tif a:\n\t\tb\n```", "\tif a:\n\t\tb\n")]
    [InlineData("```python\nπ = '𝄞'\n```", "π = '𝄞'\n")]
    [InlineData("**bold**\n* a\n10) b\n```python\na\n```", "a\n")]
    [InlineData("> ```python\n> a\n>   b\n> ```\n", "a\n  b\n")]
    [InlineData(">```python\n>a\n>\n> b\n>```\nmore", "a\n\nb\n")]
    [InlineData("> ```python\n> a\nb\n```python\nc\n```", "a\nc\n")]
    [InlineData("> > ```python\n> > a\n> > ```\n> ~~~py\n> b\n> ~~~", "a\nb\n")]
    [InlineData("> > ```python\n> > a\n> b\n> ```python\n> c\n> ```", "a\nc\n")]
    [InlineData("> text\nlazy\n> ```python\n> a\n> > b\n> ```", "a\n> b\n")]
    [InlineData(">     ```python\n>     not a fence\n", "")]
    [InlineData("> 1. Do:\n>    ```python\n>    a\n>      b\n>    ```\n> 2. Then", "a\n  b\n")]
    [InlineData("1. > ```python\n   > a\n   > ```\n", "a\n")]
    [InlineData("1. ```python\n   a\nb\n\n```python\nc\n```", "a\nc\n")]
    [InlineData("1. ```python\n   a\n\n\n   b\n   ```\n", "a\n\n\nb\n")]
    [InlineData("- a\n  - b\nlazy\n    ```python\n    c\n    ```\n", "c\n")]
    [InlineData("-\t```python\n\ta\n\t\tb\n\t```\n", "a\n\tb\n")]
    [InlineData("- - ```python\n    a\n    ```\n", "a\n")]
    [InlineData("-     ```python\n      not a fence\n", "")]
    [InlineData("> ```python\r\n> a\r\n>\r\n> b\r\n> ```\r\n", "a\r\n\r\nb\r\n")]
    [InlineData(">\t```python\n>\ta\n>\t```\n", "a\n")]
    [InlineData("> ```python\n> a\n\n> ```python\n> b\n> ```", "a\nb\n")]
    [InlineData("> ```python\n> a\n> `", "a\n")]
    [InlineData("> ```python\n> a\n>", "a\n")]
    [InlineData("```python\n> a\n- b\n```", "> a\n- b\n")]
    public void Fences_should_give_their_code_wherever_the_text_is_cut(string text, string code) =>
        Assert.Equal(new Decoded(code, code.Length == 0 ? "there is no code in it" : null), Decoded.AtEverySplit(Options, text));

    [Fact]
    public void Text_without_a_block_should_say_so() =>
        Assert.Equal(new Decoded("", "there is no code in it"), Decoded.Whole(Options, "Sorry, I cannot do that.\n```bash\nls\n```\n"));
}
