using System.Globalization;
using Eager.Executions;

namespace Eager.Conformance;

public abstract partial class BackendSpecification
{
    [Fact]
    public async Task Program_should_end_with_status_0_when_it_is_empty()
    {
        await using var program = await OpenAsync();
        await program.EndAsync();
        var events = await program.ToEndAsync();
        Assert.Equal([new ProgramFinished(null), new BackendClosed(0, null)], events);
    }

    [Fact]
    public async Task Last_event_should_be_given_again_when_it_is_asked_for_again()
    {
        await using var program = await OpenAsync();
        await program.EndAsync();
        var last = (await program.ToEndAsync())[^1];
        Assert.Equal(last, await program.NextAsync());
        Assert.Equal(last, await program.NextAsync());
    }

    [Fact]
    public async Task Interrupt_should_stop_the_running_unit_and_what_follows()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Loop(), Language.Print("never"));
        await program.LineAsync();
        await program.Session.InterruptAsync();
        var events = await program.UntilFinishedAsync(1);
        Assert.Single(events.OfType<ErrorRaised>());
        Assert.Equal([UnitOutcome.Interrupted, UnitOutcome.Skipped], SessionDriver.Outcomes(events));
        Assert.DoesNotContain("never", SessionDriver.Text(events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_should_stop_the_next_unit_when_none_runs()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Print("first"));
        await program.UntilFinishedAsync(0);
        await program.Session.InterruptAsync();
        await program.SubmitAsync(Language.Print("never"));
        Assert.Equal([UnitOutcome.Interrupted], SessionDriver.Outcomes(await program.UntilFinishedAsync(1)));
    }

    [Fact]
    public async Task Interrupt_should_disturb_nobody_when_the_session_is_over()
    {
        var program = await OpenAsync();
        await program.EndAsync();
        await program.ToEndAsync();
        await program.Session.InterruptAsync();
        await program.DisposeAsync();
        await program.Session.InterruptAsync();
    }

    [Fact]
    public async Task Disposal_should_end_a_program_that_does_not_end()
    {
        var program = await OpenAsync();
        await program.SubmitAsync(Language.Loop());
        await program.LineAsync();
        var receiving = program.NextAsync();

        await program.DisposeAsync().AsTask().WaitAsync(Patience);

        var last = await receiving;
        while (last is OutputReceived)
            last = await program.NextAsync();
        Assert.NotNull(Assert.IsType<BackendClosed>(last).Loss);
    }

    [Fact]
    public async Task Disposal_should_be_safe_when_it_is_asked_for_from_many_sides()
    {
        var program = await OpenAsync();
        await program.SubmitAsync(Language.Flood(100_000));
        await program.NextAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await program.DisposeAsync()))).WaitAsync(Patience);
        await program.DisposeAsync();
    }

    [Fact]
    public async Task Disposal_should_leave_no_child_that_the_program_started()
    {
        Require(Can.EndsChildren, "end what a program leaves behind");
        var start = Needed(Language.StartDaemon(), "start processes");
        var program = await OpenAsync();
        await program.SubmitAsync(start);
        var child = int.Parse(await program.LineAsync(), CultureInfo.InvariantCulture);
        Assert.True(IsAlive(child));

        await program.DisposeAsync().AsTask().WaitAsync(Patience);

        Assert.False(IsAlive(child), "a child has outlived its session");
    }

    [Fact]
    public async Task Children_should_be_gone_when_the_program_is_over()
    {
        Require(Can.EndsChildren, "end what a program leaves behind");
        await using var program = await OpenAsync();
        await program.SubmitAsync(Needed(Language.StartDaemon(), "start processes"));
        var child = int.Parse(await program.LineAsync(), CultureInfo.InvariantCulture);
        await program.EndAsync();
        await program.ToEndAsync();
        Assert.False(IsAlive(child), "a child has outlived its session");
    }

    [Fact]
    public async Task Calls_should_be_refused_when_the_program_was_ended()
    {
        await using var program = await OpenAsync();
        await program.EndAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await program.SubmitAsync(Language.Print("never")));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await program.EndAsync());
    }

    [Fact]
    public async Task Calls_should_be_refused_when_the_session_is_disposed()
    {
        var program = await OpenAsync();
        await program.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await program.SubmitAsync(Language.Print("never")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await program.EndAsync());
        Assert.IsType<BackendClosed>(await program.NextAsync());
    }

    [Fact]
    public async Task Handing_over_should_complete_when_the_program_is_gone()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Needed(Language.Kill(), "be killed"));
        await program.ToEndAsync();
        await program.SubmitAsync([.. Enumerable.Repeat(Language.Flood(1), 1000)]).AsTask().WaitAsync(Patience);
        await program.EndAsync();
    }

    [Fact]
    public async Task Opening_should_be_given_up_when_it_is_cancelled()
    {
        var options = new BackendSessionOptions { ProgramFile = "program", WorkingDirectory = Path.GetTempPath() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await CreateBackend(TimeProvider.System).OpenAsync(options, new CancellationToken(canceled: true)));
    }

    /// <summary>True where the process exists on this machine and is no zombie.</summary>
    private static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
