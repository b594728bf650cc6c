using System.Text;
using Eager.Engine.Tests.Hosting;
using Eager.Events;
using Eager.Executions;
using Microsoft.Extensions.Time.Testing;

namespace Eager.Engine.Tests.Pipeline;

/// <summary>Limits that the engine keeps for every backend.</summary>
public sealed class ProgramLimitTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly EngineHost _host;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eager-limits-");

    public ProgramLimitTests() => _host = new EngineHost(_time);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Statement_should_be_interrupted_and_the_limit_told_when_it_takes_too_long()
    {
        await using var session = await OpenAsync(new ProgramLimits { StatementDuration = TimeSpan.FromSeconds(2) });
        await session.WriteAsync("print so far\nwait for ever\nprint never\n");
        while (session.Backend.Executed.Count < 2)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await session.WaitForOutputAsync("so far");
        _time.Advance(TimeSpan.FromSeconds(3));
        var events = await session.EventsAsync();

        var reached = Assert.Single(events.OfType<ProgramLimitReached>());
        Assert.Equal((1, LimitKind.StatementDuration, 2.0, true), (reached.Statement, reached.Reached.Limit, reached.Reached.Allowed, reached.Reached.EndsProgram));
        Assert.True(reached.Reached.Used >= 2);
        Assert.Equal(InterruptReason.Limit, events.OfType<GenerationInterrupt>().Single().Reason);
        Assert.Equal((124, "the program reached its limit of 2 s for a statement"), (events.Summary().Exit, events.Summary().Fault));
    }

    [Fact]
    public async Task Statement_should_not_be_late_when_it_waits_before_an_effect()
    {
        await using var session = await OpenAsync(new ProgramLimits { StatementDuration = TimeSpan.FromSeconds(2) });
        await session.WriteAsync("hold\nprint done\n");
        await session.WaitForAsync<StatementHeld>();
        _time.Advance(TimeSpan.FromSeconds(30));
        await session.CompleteAsync();
        var events = await session.EventsAsync();

        Assert.Empty(events.OfType<ProgramLimitReached>());
        Assert.Equal("done\n", events.Output());
    }

    [Fact]
    public async Task Statements_should_each_have_their_time_and_a_batch_one_for_all()
    {
        await using var session = await OpenAsync(new ProgramLimits { StatementDuration = TimeSpan.FromSeconds(3), BatchDuration = TimeSpan.FromSeconds(5) });
        foreach (var gate in (string[])["a", "b", "c"])
        {
            await session.WriteAsync($"wait {gate}\nprint {gate}\n");
            while (!session.Backend.Executed.Any(text => text.Trim() == $"wait {gate}"))
                await Task.Delay(5, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(2));
            session.Backend.Open(gate);
            await session.WaitForOutputAsync(gate);
        }

        await session.CompleteAsync();
        var events = await session.EventsAsync();

        Assert.Empty(events.OfType<ProgramLimitReached>());
        Assert.Equal(0, events.Summary().Exit);
    }

    [Fact]
    public async Task Output_should_pass_until_its_limit_and_the_rest_be_in_a_file_and_its_end_pass_at_last()
    {
        await using var session = await OpenAsync(new ProgramLimits { OutputBytes = 4096 });
        await session.WriteAsync("flood 40\nerr other\nprint end\n");
        await session.CompleteAsync();
        var events = await session.EventsAsync();

        var reached = Assert.Single(events.OfType<ProgramLimitReached>()).Reached;
        Assert.Equal((LimitKind.Output, 4096.0, false), (reached.Limit, reached.Allowed, reached.EndsProgram));
        var spilled = await File.ReadAllBytesAsync(reached.File!, TestContext.Current.CancellationToken);
        Assert.Equal(_folder.FullName, Path.GetDirectoryName(reached.File));
        var passed = events.OfType<ProgramOutput>().Where(output => output.Stream == OutputStream.Stdout).SelectMany(output => output.Bytes.ToArray()).ToArray();
        Assert.Equal((40 * 1024) + 4, 4096 + spilled.Length);
        Assert.Equal("end\n", Encoding.UTF8.GetString(spilled[^4..]));
        Assert.Equal(spilled[^(16 * 1024)..], passed[4096..]);
        Assert.Equal(0, events.Summary().Exit);
    }

    [Fact]
    public async Task Program_should_be_ended_when_its_file_of_output_is_full()
    {
        await using var session = await OpenAsync(new ProgramLimits { OutputBytes = 1024, SpilledBytes = 8 * 1024 });
        await session.WriteAsync("flood 100000\nprint never\n");
        var events = await session.EventsAsync();

        var last = events.OfType<ProgramLimitReached>().Last().Reached;
        Assert.Equal((LimitKind.SpilledOutput, true), (last.Limit, last.EndsProgram));
        Assert.True(new FileInfo(last.File!).Length <= 8 * 1024);
        Assert.Equal(124, events.Summary().Exit);
    }

    private Task<TestSession> OpenAsync(ProgramLimits limits) => _host.OpenAsync(configure: options => options with
    {
        Program = options.Program with { Limits = limits, WorkingDirectory = _folder.FullName },
    });
}
