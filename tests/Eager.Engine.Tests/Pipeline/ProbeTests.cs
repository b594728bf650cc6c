using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Hosting;
using Eager.Events;

namespace Eager.Engine.Tests.Pipeline;

public sealed class ProbeTests(EngineHost host) : IClassFixture<EngineHost>
{
    private const int Lines = 8 * 1024;

    [Fact]
    public async Task Producer_should_be_held_back_when_its_text_stands_behind_a_suspect_statement()
    {
        await using var session = await host.OpenAsync(configure: options => options with
        {
            Limits = new SessionLimits { PipeBytes = 1024, QueuedStatementBytes = 4096, StatementBytes = 16 * 1024 },
        });
        var writing = await FeedAsync(session, "wait go\n?ok\n");
        session.Backend.Open("go");

        var events = await session.EventsAsync();
        await writing;

        events.AssertWellFormed();
        Assert.Null(events.Summary().Fault);
        Assert.Equal(Lines + 2, events.Summary().Statements);
        Assert.Equal(2 * Lines, events.Output().Length);
    }

    [Fact]
    public async Task Stream_should_be_read_to_its_end_when_a_suspect_statement_is_wrong_and_the_policy_is_report()
    {
        await using var session = await host.OpenAsync(configure: options => options with
        {
            OnError = ErrorPolicy.Report,
            Limits = new SessionLimits { PipeBytes = 1024, QueuedStatementBytes = 4096 },
        });
        var writing = await FeedAsync(session, "wait go\n?bad\n");
        session.Backend.Open("go");

        var events = await session.EventsAsync();
        await writing;

        events.AssertWellFormed();
        Assert.Equal("SyntaxError", events.OfType<ProgramFailed>().Single().Report.Error.Type);
        Assert.Empty(events.Output());
    }

    /// <summary>Writes a beginning that occupies the backend, and then far more than the session may hold.</summary>
    private static async Task<Task> FeedAsync(TestSession session, string beginning)
    {
        await session.WriteAsync(beginning);
        await session.WaitForAsync<BatchDispatched>();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Lines; i++)
                await session.WriteAsync("print a\n");
            await session.CompleteAsync();
        });
        await Task.WhenAny(writing, Task.Delay(300));
        return writing;
    }
}
