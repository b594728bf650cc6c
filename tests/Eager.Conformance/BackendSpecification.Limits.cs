using Eager.Executions;

namespace Eager.Conformance;

public abstract partial class BackendSpecification
{
    private const int ProcessLimit = 20;
    private const int MemoryLimitMiB = 512;

    /// <summary>A limit of time that a program is ended by; the interpreter has to be able to start within it, on a busy machine too.</summary>
    protected virtual TimeSpan ShortTime => TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Program_should_be_ended_when_its_time_is_over()
    {
        Require(Can.LimitsTime, "limit time");
        await using var program = await OpenAsync(limits: new ProgramLimits { Duration = ShortTime });
        await program.SubmitAsync(Language.Loop());
        await ReachesLimitAsync(program);
    }

    [Fact]
    public async Task Program_should_be_ended_when_it_holds_too_much_memory()
    {
        Require(Can.LimitsMemory, "limit memory");
        await using var program = await OpenAsync(limits: new ProgramLimits { MemoryBytes = MemoryLimitMiB * 1024L * 1024 });
        await program.SubmitAsync(Needed(Language.Allocate(MemoryLimitMiB * 2), "allocate"));
        await ReachesLimitAsync(program);
    }

    [Fact]
    public async Task Program_should_be_ended_when_it_has_too_many_processes()
    {
        Require(Can.LimitsProcesses, "limit processes");
        await using var program = await OpenAsync(limits: new ProgramLimits { Processes = ProcessLimit });
        await program.SubmitAsync(Needed(Language.Fork(ProcessLimit * 2), "fork"));
        await ReachesLimitAsync(program);
    }

    [Fact]
    public async Task Limit_should_disturb_no_program_that_keeps_it()
    {
        Require(Can.LimitsTime, "limit time");
        await using var program = await OpenAsync(limits: new ProgramLimits { Duration = TimeSpan.FromHours(1) });
        await program.SubmitAsync(Language.Print("done"));
        await program.EndAsync();
        var events = await program.ToEndAsync();
        Assert.Equal("done\n", SessionDriver.Text(events));
        Assert.Equal(new BackendClosed(0, null), events[^1]);
    }

    [Fact]
    public async Task Session_should_close_once_when_its_program_is_killed()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Print("last words"), Needed(Language.Kill(), "be killed"), Language.Print("never"));
        var events = await program.ToEndAsync();
        var closed = Assert.IsType<BackendClosed>(events[^1]);
        Assert.Equal("last words\n", SessionDriver.Text(events));
        Assert.True(closed.ExitStatus is null != closed.Loss is null, $"either a status or a loss has to be told: {closed}");
        Assert.NotEqual(0, closed.ExitStatus);
        Assert.Equal(closed, await program.NextAsync());
    }

    [Fact]
    public async Task Sessions_should_go_on_when_the_program_of_another_is_killed()
    {
        var backend = CreateBackend(TimeProvider.System);
        await using var killed = await OpenAsync(backend);
        await using var program = await OpenAsync(backend);
        await program.SubmitAsync(Language.Print("before"));
        await program.UntilFinishedAsync(0);
        await killed.SubmitAsync(Needed(Language.Kill(), "be killed"));
        await killed.ToEndAsync();
        await program.SubmitAsync(Language.Print("after"));
        Assert.Equal("after\n", SessionDriver.Text(await program.UntilFinishedAsync(1)));
        await using var next = await OpenAsync(backend);
        await next.SubmitAsync(Language.Print("next"));
        Assert.Equal("next\n", SessionDriver.Text(await next.UntilFinishedAsync(0)));
    }

    private static async Task ReachesLimitAsync(SessionDriver program)
    {
        var events = await program.ToEndAsync();
        var closed = Assert.IsType<BackendClosed>(events[^1]);
        var reached = Assert.Single(events.OfType<LimitReached>());
        Assert.True(reached is { EndsProgram: true, Allowed: > 0 } && reached.Used >= reached.Allowed, $"what was allowed and used has to be told: {reached}");
        Assert.True(closed.LimitReached, $"the program was to be ended for its limit: {closed}");
        Assert.Null(closed.ExitStatus);
        Assert.Contains(closed.Loss ?? "", char.IsDigit);
    }
}
