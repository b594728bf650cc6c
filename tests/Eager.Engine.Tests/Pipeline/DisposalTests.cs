using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tests.Scripted;
using Eager.Events;

namespace Eager.Engine.Tests.Pipeline;

public sealed class DisposalTests(EngineHost host) : IClassFixture<EngineHost>
{
    [Theory]
    [InlineData("")]
    [InlineData("print a\npri")]
    [InlineData("wait forever\nprint b\n")]
    [InlineData("flood 100000\n")]
    [InlineData("fail ValueError\n")]
    [InlineData("die\n")]
    public async Task Disposal_should_end_everything_when_the_stream_is_open(string program)
    {
        var session = await host.OpenAsync();
        await session.WriteAsync(program);

        await session.DisposeAsync();

        Assert.Equal(1, session.Backend.Disposals);
        Assert.True(session.Session.Completion.IsCompleted);
        Assert.True(session.Session.Events.Completion.IsCompleted);
    }

    [Fact]
    public async Task Disposal_should_end_everything_when_nobody_reads_the_events()
    {
        var session = await host.OpenAsync(readEvents: false);
        await session.WriteAsync("flood 100000\n");
        await session.CompleteAsync();

        await session.DisposeAsync();

        Assert.Equal(1, session.Backend.Disposals);
        Assert.True(session.Session.Completion.IsCanceled);
    }

    [Fact]
    public async Task Disposal_should_change_nothing_when_the_session_has_completed()
    {
        var session = await host.OpenAsync();
        await session.WriteAsync("print a\n");
        await session.CompleteAsync();
        await session.EventsAsync();

        await session.DisposeAsync();

        Assert.Equal(0, (await session.SummaryAsync()).Exit);
        Assert.Equal(1, session.Backend.Disposals);
    }

    [Fact]
    public async Task Disposal_should_happen_once_when_it_is_asked_for_twice()
    {
        var session = await host.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => session.Session.DisposeAsync().AsTask())));
        await session.DisposeAsync();

        Assert.Equal(1, session.Backend.Disposals);
    }

    [Fact]
    public async Task Disposal_should_let_the_producer_go_when_it_is_held_back()
    {
        var session = await host.OpenAsync(new ScriptedSessionOptions { Slots = 1 }, options => options with
        {
            Limits = new SessionLimits { QueuedStatementBytes = 1024, PipeBytes = 1024 },
        });
        await session.WriteAsync("wait forever\n");
        var writing = Task.Run(async () =>
        {
            while (!await session.WriteAsync("print never\n"))
            {
            }
        });
        await session.WaitForAsync<BatchDispatched>();

        await session.DisposeAsync();
        await writing.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Disposal_should_end_everything_at_any_moment()
    {
        for (var round = 0; round < 100; round++)
        {
            var session = await host.OpenAsync();
            var writing = Task.Run(async () =>
            {
                await session.WriteAsync("print a\nprint b\nflood 10\nprint c\n");
                await session.CompleteAsync();
            });
            for (var spin = 0; spin < round * 20; spin++)
                Thread.SpinWait(50);
            await session.DisposeAsync();
            await writing.WaitAsync(TimeSpan.FromSeconds(10));

            Assert.Equal(1, session.Backend.Disposals);
            Assert.True(session.Session.Completion.IsCompleted);
        }
    }

    [Fact]
    public async Task Sessions_should_end_when_the_host_stops()
    {
        var own = new EngineHost();
        await own.InitializeAsync();
        var session = await own.OpenAsync();
        await session.WriteAsync("wait forever\n");

        await own.StopAsync();
        await session.EventsAsync();
        await session.DisposeAsync();
        await own.DisposeAsync();

        Assert.True(session.Session.Completion.IsCanceled);
        Assert.Equal(1, session.Backend.Disposals);
    }
}
