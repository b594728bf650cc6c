using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tests.Scripted;

namespace Eager.Engine.Tests.Pipeline;

public sealed class StageFaultTests(EngineHost host) : IClassFixture<EngineHost>
{
    [Theory]
    [InlineData("@throw\n", "the chunker broke")]
    [InlineData("misreport\n", "out of order")]
    public async Task Session_should_fault_when_a_stage_throws(string program, string reason)
    {
        await using var session = await host.OpenAsync();
        await using var other = await host.OpenAsync();
        await other.WriteAsync("print a\n");
        await session.WriteAsync(program);

        var fault = await Assert.ThrowsAsync<SessionFaultedException>(session.SummaryAsync);

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        await session.EventsAsync();
        Assert.True(await WriteUntilClosedAsync(session));
        await other.WriteAsync("print b\n");
        await other.CompleteAsync();
        var events = await other.EventsAsync();
        events.AssertWellFormed();
        Assert.Equal("a\nb\n", events.Output());
    }

    [Fact]
    public async Task Engine_should_write_nothing_to_the_console_when_a_stage_throws()
    {
        var (stdout, written) = (Console.Out, new StringWriter());
        Console.SetOut(TextWriter.Synchronized(written));
        try
        {
            await using var own = new EngineHost();
            await own.InitializeAsync();
            await using var session = await own.OpenAsync();
            await session.WriteAsync("@throw\n");
            await Assert.ThrowsAsync<SessionFaultedException>(session.SummaryAsync);
            await session.EventsAsync();
        }
        finally
        {
            Console.SetOut(stdout);
        }

        Assert.DoesNotContain("akka", written.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Session_should_end_as_lost_when_the_backend_takes_no_more_and_stays_silent()
    {
        await using var session = await host.OpenAsync(
            new ScriptedSessionOptions { SubmitFailsAt = 1 }, options => options with { Gate = new OneByOneGate() });
        await session.WriteAsync("print a\nprint hole\nprint never\n");

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal("a\n", events.Output());
        Assert.Equal(70, events.Summary().Exit);
        Assert.Equal("the pipe is broken", events.Summary().Fault);
    }

    private static async Task<bool> WriteUntilClosedAsync(TestSession session)
    {
        for (var i = 0; i < 10_000; i++)
            if (await session.WriteAsync("print c\n"))
                return true;
        return false;
    }
}
