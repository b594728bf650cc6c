using System.IO.Pipelines;
using System.Text;
using Eager.Executions;

namespace Eager.Executors.Tests.Workers;

/// <summary>What the program reads on its standard input.</summary>
public sealed class WorkerSessionInputTests
{
    private const int PipeBytes = 64 * 1024;
    private const int BufferBytes = 16 * 1024;

    [Fact]
    public async Task Program_should_meet_end_of_file_when_the_session_has_no_input()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import sys; print(repr(sys.stdin.read()))\n");
        await session.EndAsync();
        Assert.Equal("''\n", (await session.ToEndAsync()).Text());
    }

    [Fact]
    public async Task Program_should_read_the_input_to_its_end_when_the_session_has_one()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("one\ntwo\n"));
        await using var session = await OpenAsync(input);
        await session.SubmitAsync("print(input())\n", "print(input())\n", "import sys; print(repr(sys.stdin.read()))\n");
        await session.EndAsync();
        Assert.Equal("one\ntwo\n''\n", (await session.ToEndAsync()).Text());
    }

    [Fact]
    public async Task Program_should_read_what_comes_while_it_waits()
    {
        var pipe = new Pipe();
        await using var session = await OpenAsync(pipe.Reader.AsStream());
        await session.SubmitAsync("print('ask')\nprint('got ' + input())\n");
        Assert.Equal("ask\n", await session.LineAsync());
        await pipe.Writer.WriteAsync("answer\n"u8.ToArray());
        Assert.Equal("got answer\n", await session.LineAsync());
    }

    [Fact]
    public async Task Input_should_be_carried_whole_when_it_is_longer_than_a_pipe()
    {
        using var input = new MemoryStream(Enumerable.Range(0, 3_000_000).Select(value => (byte)(value % 251)).ToArray());
        await using var session = await OpenAsync(input);
        await session.SubmitAsync("import sys; b = sys.stdin.buffer.read(); print(b == bytes(n % 251 for n in range(3_000_000)))\n");
        await session.EndAsync();
        Assert.Equal("True\n", (await session.ToEndAsync()).Text());
    }

    [Fact]
    public async Task Input_should_not_be_read_further_than_the_pipe_takes_when_the_program_does_not_read()
    {
        using var input = new EndlessStream();
        await using var session = await OpenAsync(input);
        await session.SubmitAsync("x = 1\n");
        await session.EndAsync();
        var events = await session.ToEndAsync();
        await session.DisposeAsync();
        Assert.Equal(new BackendClosed(0, null), events.Closed());
        Assert.InRange(input.Given, 0, PipeBytes + BufferBytes);
    }

    [Fact]
    public async Task Program_should_meet_end_of_file_when_its_input_fails()
    {
        await using var session = await OpenAsync(new FailingStream());
        await session.SubmitAsync("import sys; print(repr(sys.stdin.read()))\n");
        await session.EndAsync();
        Assert.Equal("''\n", (await session.ToEndAsync()).Text());
    }

    [Fact]
    public async Task Session_should_end_when_its_input_never_comes()
    {
        var pipe = new Pipe();
        var session = await OpenAsync(pipe.Reader.AsStream());
        await session.SubmitAsync("input()\n");
        await session.DisposeAsync();
        Assert.NotNull((await session.ToEndAsync()).Closed().Loss);
    }

    [Fact]
    public async Task Program_should_be_its_own_when_it_closes_its_input()
    {
        using var input = new EndlessStream();
        await using var session = await OpenAsync(input);
        await session.SubmitAsync("import os; os.close(0)\n", "print('on')\n");
        await session.EndAsync();
        Assert.Equal("on\n", (await session.ToEndAsync()).Text());
    }

    private static async Task<IBackendSession> OpenAsync(Stream input) =>
        await TestBackends.Python().OpenAsync(TestBackends.Program with { Input = input }, CancellationToken.None);

    private sealed class EndlessStream : MemoryStream
    {
        private long _given;

        public long Given => Volatile.Read(ref _given);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Interlocked.Add(ref _given, buffer.Length);
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class FailingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("broken");
    }
}
