using System.Text;
using Eager.Engine.Statements;
using Eager.Statements;

namespace Eager.Engine.Tests.Statements;

public sealed class WholeProgramChunkerTests
{
    [Theory]
    [InlineData("a\nb\n", 2)]
    [InlineData("a\nb", 2)]
    [InlineData("a", 1)]
    [InlineData("\n\n", 2)]
    public void Chunker_should_release_the_program_once_when_the_stream_has_ended(string program, int lines)
    {
        using var chunker = new WholeProgramChunker(100);
        foreach (var one in Encoding.UTF8.GetBytes(program))
            chunker.Feed([one]);
        Assert.False(chunker.TryRelease(out _));
        Assert.Equal(new SourceSpan(0, program.Length, 1, lines), chunker.Pending);

        chunker.Complete();

        Assert.True(chunker.TryRelease(out var whole));
        Assert.Equal(StatementKind.Program, whole.Kind);
        Assert.Equal(new SourceSpan(0, program.Length, 1, lines), whole.Extent);
        Assert.Equal(program, Encoding.UTF8.GetString(chunker.Text(whole.Extent)));
        Assert.Equal(0, chunker.Pending.Length);
        Assert.False(chunker.TryRelease(out _));
    }

    [Fact]
    public void Chunker_should_release_nothing_when_the_program_is_empty()
    {
        using var chunker = new WholeProgramChunker(100);
        chunker.Complete();

        Assert.False(chunker.TryRelease(out _));
        Assert.Equal(0, chunker.Pending.Length);
    }

    [Fact]
    public void Chunker_should_refuse_the_byte_that_passes_its_limit()
    {
        using var chunker = new WholeProgramChunker(4);
        chunker.Feed("abcd"u8);

        var refusal = Assert.Throws<StatementTooLongException>(() => chunker.Feed("e"u8));

        Assert.Equal(4, refusal.Limit);
        Assert.Equal(4, chunker.Position);
    }
}
