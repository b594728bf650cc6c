using Eager.Parsing.Chunking;
using Eager.Statements;

namespace Eager.Parsing.Tests.Chunking;

public sealed class WholeProgramChunkerTests
{
    [Fact]
    public void Program_should_be_released_as_one_statement_when_the_stream_ended()
    {
        using var chunker = new WholeProgramChunker(100);
        chunker.Feed("x = 1\r"u8);
        chunker.Feed("\ny = 2\n"u8);
        Assert.False(chunker.TryRelease(out _));
        Assert.Equal(new SourceSpan(0, 13, 1, 2), chunker.Pending);
        chunker.Complete();
        Assert.True(chunker.TryRelease(out var program));
        Assert.Equal((StatementKind.Program, new SourceSpan(0, 13, 1, 2)), (program.Kind, program.Extent));
        Assert.Equal("x = 1\r\ny = 2\n"u8, chunker.Text(program.Extent));
        Assert.False(chunker.TryRelease(out _));
    }

    [Fact]
    public void Feeding_should_fail_when_the_program_is_longer_than_the_limit()
    {
        using var chunker = new WholeProgramChunker(4);
        Assert.Throws<StatementTooLongException>(() => chunker.Feed("12345"u8));
    }
}
