using System.Text;
using Eager.Parsing.Tests.Support;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class PythonErrorTests
{
    [Theory]
    [InlineData("x = 1\n  y = 2\n", 8, 1)]
    [InlineData("x)\n", 1, 0)]
    [InlineData("x = (1]\n", 6, 0)]
    [InlineData("x = 'a\n", 6, 0)]
    [InlineData("x = f'a}'\n", 7, 0)]
    [InlineData("if x:\ny\n", 6, 0)]
    [InlineData("if x:\n    y\n  z\n", 14, 0)]
    [InlineData("if x: y\n  z\n", 10, 1)]
    [InlineData("try:\n  x\ny", 9, 0)]
    [InlineData("@d\nx = 1\n", 3, 0)]
    [InlineData("x = 1\nelse: pass\n", 6, 1)]
    [InlineData("if x\n", 4, 0)]
    [InlineData("x = 1 ? 2", 6, 0)]
    [InlineData("x = 1 \\ 2", 7, 0)]
    [InlineData("x:\n", 2, 0)]
    [InlineData("x = 1\0", 5, 0)]
    [InlineData("def f():\n\tx\n        y\n", 20, 0)]
    public void ErrorAt_should_be_the_first_byte_no_continuation_repairs(string source, long errorAt, int released) =>
        Expect.Error("python", source, errorAt, released);

    [Theory]
    [InlineData(new byte[] { (byte)'x', 0xFF, (byte)'\n' }, 1)]
    [InlineData(new byte[] { (byte)'x', 0xC3, (byte)'\n' }, 1)]
    [InlineData(new byte[] { (byte)'x', 0xE6, 0x97 }, 1)]
    [InlineData(new byte[] { (byte)'\'', 0xED, 0xA0, 0x80, (byte)'\'' }, 1)]
    public void ErrorAt_should_be_the_first_byte_that_is_not_utf8(byte[] source, long errorAt)
    {
        Assert.Equal(errorAt, Cutting.Of("python", source, Feeds.Of(1, source.Length)).ErrorAt);
        Assert.Equal(errorAt, Cutting.Of("python", source, [source.Length]).ErrorAt);
    }

    [Fact]
    public void Text_the_grammar_rejects_should_be_held_and_released_as_one_at_the_end()
    {
        var cutting = Cutting.Of("python", "a = 1\nx = = 2\ny = 3\nif z: pass\n");
        Assert.Null(cutting.ErrorAt);
        Assert.Equal(new SourceSpan(6, 14, 2, 2), cutting.Suspect);
        Assert.Equal([(0L, 6L), (6L, 31L)], cutting.Statements.Select(s => (s.Extent.Start, s.Extent.End)));
        Assert.Equal(StatementKind.Unknown, cutting.Statements[1].Kind);
    }

    [Fact]
    public void Accepting_the_suspect_should_release_it_and_go_on()
    {
        using var chunker = LanguageRegistry.Find("python")!.CreateChunker(1024);
        chunker.Feed("x = = 2\ny = 3\n"u8);
        Assert.False(chunker.TryRelease(out _));
        chunker.AcceptSuspect();
        Assert.True(chunker.TryRelease(out var first));
        Assert.True(chunker.TryRelease(out var second));
        Assert.Equal((StatementKind.Unknown, StatementKind.Assignment), (first.Kind, second.Kind));
        Assert.Null(chunker.Suspect);
    }

    [Theory]
    [InlineData("x = (1,")]
    [InlineData("def f():")]
    [InlineData("s = '''abc")]
    [InlineData("try:\n  x\n")]
    public void Unfinished_text_should_be_released_unknown_only_when_the_stream_ended(string source)
    {
        Assert.Empty(Cutting.Of("python", source, complete: false).Statements);
        Assert.Equal(StatementKind.Unknown, Assert.Single(Cutting.Of("python", source).Statements).Kind);
    }

    [Fact]
    public void Limit_should_hold_for_every_split()
    {
        var source = Encoding.UTF8.GetBytes("a = 1\nb = '" + new string('x', 100) + "'\n");
        foreach (var size in (int[])[1, 7, source.Length])
        {
            using var chunker = LanguageRegistry.Find("python")!.CreateChunker(64);
            var error = Assert.Throws<StatementTooLongException>(() =>
            {
                for (var at = 0; at < source.Length; at += size)
                    chunker.Feed(source.AsSpan(at, Math.Min(size, source.Length - at)));
            });
            Assert.Equal(6, error.Start);
            Assert.True(chunker.TryRelease(out _));
        }
    }
}
