using Eager.Engine.Tokens;

namespace Eager.Engine.Tests.Tokens;

public sealed class ProgramPipeTests
{
    private readonly ProgramPipe _pipe = new(capacity: 16);

    [Fact]
    public async Task Reader_should_get_everything_before_it_learns_of_a_cut_off()
    {
        await _pipe.Writer.WriteAsync("abc"u8.ToArray(), TestContext.Current.CancellationToken);
        var cause = new IOException("broken");
        await _pipe.Writer.CompleteAsync(cause);

        var read = await _pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, read.Buffer.Length);
        Assert.True(read.IsCompleted);
        Assert.Same(cause, _pipe.CutOff);
    }

    [Fact]
    public async Task Ending_should_be_the_first_when_the_writer_completes_twice()
    {
        await _pipe.Writer.CompleteAsync();
        await _pipe.Writer.CompleteAsync(new IOException("late"));

        Assert.Null(_pipe.CutOff);
    }

    [Fact]
    public async Task Writer_should_wait_at_the_capacity_and_go_on_at_half_of_it()
    {
        var flush = _pipe.Writer.WriteAsync(new byte[16], TestContext.Current.CancellationToken);
        Assert.False(flush.IsCompleted);
        var read = await _pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
        _pipe.Reader.AdvanceTo(read.Buffer.GetPosition(8));
        Assert.False(flush.IsCompleted);
        read = await _pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);

        _pipe.Reader.AdvanceTo(read.Buffer.GetPosition(1));

        Assert.False((await flush).IsCompleted);
    }

    [Fact]
    public async Task Writer_should_learn_that_its_reader_is_gone()
    {
        await _pipe.Reader.CompleteAsync();

        Assert.True((await _pipe.Writer.WriteAsync(new byte[1], TestContext.Current.CancellationToken)).IsCompleted);
    }
}
