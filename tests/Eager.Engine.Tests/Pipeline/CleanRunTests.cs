using Eager.Engine.Tests.Hosting;
using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Tests.Pipeline;

public sealed class CleanRunTests(EngineHost host) : IClassFixture<EngineHost>
{
    [Fact]
    public async Task Session_should_report_each_step_of_a_statement_in_order_when_it_runs()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\n");
        await session.WaitForAsync<BatchFinished>();
        await session.CompleteAsync();

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(
            ["SessionOpened", "StatementReleased", "BatchDispatched", "ProgramOutput", "BatchFinished", "StreamEnded", "SessionCompleted"],
            events.TypeNames());
    }

    [Fact]
    public async Task Session_should_run_a_statement_when_the_stream_is_still_open()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\npri");

        await session.WaitForOutputAsync("a");

        await session.WriteAsync("nt b\n");
        await session.WaitForOutputAsync("b");
        Assert.False(session.Session.Completion.IsCompleted);
    }

    [Fact]
    public async Task Session_should_run_the_tail_when_the_stream_ends_cleanly()
    {
        var events = await host.RunAsync("print a\nprint b");

        events.AssertWellFormed();
        Assert.Equal("a\nb\n", events.Output());
        Assert.Equal(ProgramEnding.Complete, events.OfType<StreamEnded>().Single().Ending);
    }

    [Fact]
    public async Task Summary_should_count_and_digest_when_a_program_has_ended()
    {
        var events = await host.RunAsync("print a\nerr x\nprint b\n");

        var summary = events.Summary();
        Assert.Equal(3, summary.Statements);
        Assert.Equal(0, summary.Exit);
        Assert.Null(summary.Error);
        Assert.Null(summary.Fault);
        Assert.Equal(Sha256("a\nb\n"), summary.StdoutSha256);
        Assert.Equal(events.OfType<BatchDispatched>().Count(), summary.Batches);
    }

    [Fact]
    public async Task Session_should_end_the_program_when_the_stream_is_empty()
    {
        var events = await host.RunAsync(string.Empty);

        events.AssertWellFormed();
        Assert.Equal(["SessionOpened", "StreamEnded", "SessionCompleted"], events.TypeNames());
        Assert.Equal(0, events.Summary().Exit);
        Assert.Null(events.Summary().FirstOutput);
    }

    [Fact]
    public async Task Session_should_hand_over_the_remainder_when_only_comments_follow()
    {
        await using var session = await host.OpenAsync();
        await session.WriteAsync("print a\n# the end\n\n");
        await session.CompleteAsync();

        Assert.Equal((ProgramEnding.Complete, "# the end\n\n"), await session.Backend.Ended.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        (await session.EventsAsync()).AssertWellFormed();
    }

    [Fact]
    public async Task Session_should_run_every_statement_once_and_in_order_when_the_program_is_long()
    {
        var program = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"print {i}\n"));
        await using var session = await host.OpenAsync();
        await session.WriteAsync(program);
        await session.CompleteAsync();

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal(program.Replace("print ", string.Empty, StringComparison.Ordinal), events.Output());
        Assert.Equal(program, string.Concat(session.Backend.Executed));
        Assert.Equal(20_000, events.Summary().Statements);
    }

    [Fact]
    public async Task Session_should_report_release_dispatch_output_and_end_of_each_statement_in_this_order()
    {
        var program = string.Concat(Enumerable.Range(0, 500).Select(i => $"print <{i}>\n"));

        var events = await host.RunAsync(program);

        for (var i = 0; i < 500; i++)
        {
            var index = i;
            var released = events.PositionOf<StatementReleased>(one => one.Boundary.Index == index);
            var dispatched = events.PositionOf<BatchDispatched>(one => one.Statements.Contains(index));
            var finished = events.PositionOf<BatchFinished>(one => one.Statements.Any(timing => timing.Index == index));
            var output = events.PositionOf<ProgramOutput>(one => one.Bytes.Span.SequenceEqual(System.Text.Encoding.UTF8.GetBytes($"<{index}>\n")));
            Assert.True(released < dispatched && dispatched < output && output < finished, $"statement {index} is out of order");
        }
    }

    [Fact]
    public async Task Session_should_release_one_program_when_its_mode_is_serial()
    {
        await using var session = await host.OpenAsync(configure: options => options with { Mode = ExecutionMode.Serial });
        await session.WriteAsync("print a\n");
        await session.WriteAsync("print b\n");
        Assert.Empty(session.Backend.Submitted);
        await session.CompleteAsync();

        var events = await session.EventsAsync();

        events.AssertWellFormed();
        Assert.Equal("a\nb\n", events.Output());
        Assert.Equal(UnitKind.Program, Assert.Single(session.Backend.Submitted).Kind);
        Assert.Equal(ExecutionMode.Serial, events.Summary().Mode);
    }

    [Fact]
    public async Task Sessions_should_not_mix_when_two_run_side_by_side()
    {
        await using var one = await host.OpenAsync();
        await using var other = await host.OpenAsync();
        for (var i = 0; i < 50; i++)
        {
            await one.WriteAsync($"print one {i}\n");
            await other.WriteAsync($"print other {i}\n");
        }

        await one.CompleteAsync();
        await other.CompleteAsync();
        var (first, second) = (await one.EventsAsync(), await other.EventsAsync());

        first.AssertWellFormed();
        second.AssertWellFormed();
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"one {i}\n")), first.Output());
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"other {i}\n")), second.Output());
    }

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
