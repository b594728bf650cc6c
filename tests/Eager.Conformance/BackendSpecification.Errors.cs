using Eager.Executions;

namespace Eager.Conformance;

public abstract partial class BackendSpecification
{
    [Fact]
    public async Task Error_should_be_told_before_the_end_of_its_unit()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Print("fine"), Language.Raise("broken"));
        var events = await program.UntilFinishedAsync(1);

        var error = Assert.Single(events.OfType<ErrorRaised>());
        Assert.Equal((1, Language.ErrorType, "broken", (int?)2), (error.UnitId, error.Error.Type, error.Error.Message, error.Error.Line));
        Assert.Contains("broken", error.Error.Traceback, StringComparison.Ordinal);
        Assert.Equal([UnitOutcome.Succeeded, UnitOutcome.Failed], SessionDriver.Outcomes(events));
    }

    [Fact]
    public async Task Units_should_be_skipped_when_one_has_failed()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Raise("broken"), Language.Print("never"));
        await program.UntilFinishedAsync(0);
        await program.SubmitAsync(Language.Print("never"));
        var rest = await program.UntilFinishedAsync(2);
        await program.EndAsync(ProgramEnding.Stopped);
        var end = await program.ToEndAsync();

        Assert.Equal([UnitOutcome.Skipped, UnitOutcome.Skipped], SessionDriver.Outcomes(rest));
        Assert.DoesNotContain("never", SessionDriver.Text([.. rest, .. end]), StringComparison.Ordinal);
        Assert.Equal(new BackendClosed(Language.FailureStatus, null), end[^1]);
    }

    [Fact]
    public async Task Text_that_is_not_valid_should_fail()
    {
        Require(Can.SeesInvalidTextAtOnce, "see at once that a text is not valid");
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Print("before"), Needed(Language.Invalid, "be invalid"));
        var events = await program.UntilFinishedAsync(1);
        Assert.Single(events.OfType<ErrorRaised>());
        Assert.Equal([UnitOutcome.Succeeded, UnitOutcome.Failed], SessionDriver.Outcomes(events));
    }

    [Fact]
    public async Task Probe_should_fail_where_the_text_is_not_valid()
    {
        Require(Can.SeesInvalidTextAtOnce, "see at once that a text is not valid");
        await using var program = await OpenAsync();
        await program.SubmitAsync(UnitKind.Probe, Needed(Language.Invalid, "be invalid"));
        Assert.Equal([UnitOutcome.Failed], SessionDriver.Outcomes(await program.UntilFinishedAsync(0)));
    }

    [Fact]
    public async Task Probe_should_not_run()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(UnitKind.Probe, Language.Print("never"));
        await program.SubmitAsync(Language.Print("once"));
        var events = await program.UntilFinishedAsync(1);
        Assert.Equal("once\n", SessionDriver.Text(events));
        Assert.Equal([UnitOutcome.Succeeded, UnitOutcome.Succeeded], SessionDriver.Outcomes(events));
    }

    [Fact]
    public async Task Error_of_the_whole_text_should_be_told_with_the_programs_end()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Print("before"));
        await program.EndAsync(ProgramEnding.Complete, Needed(Language.Invalid, "be invalid"));
        var events = await program.ToEndAsync();
        Assert.NotNull(Assert.Single(events.OfType<ProgramFinished>()).Error);
        Assert.Equal(new BackendClosed(1, null), events[^1]);
    }

    [Fact]
    public async Task Rest_of_a_program_that_was_cut_off_should_not_be_looked_at()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Print("before"));
        await program.EndAsync(ProgramEnding.CutOff, Needed(Language.Invalid, "be invalid"));
        var events = await program.ToEndAsync();
        Assert.Null(Assert.Single(events.OfType<ProgramFinished>()).Error);
        Assert.Equal(new BackendClosed(0, null), events[^1]);
    }

    [Fact]
    public async Task Exit_should_end_the_program_with_its_status()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Print("before"), Needed(Language.Exit(5), "exit"), Language.Print("never"));
        var units = await program.UntilFinishedAsync(2);
        await program.EndAsync(ProgramEnding.Stopped);
        var events = units.Concat(await program.ToEndAsync()).ToArray();
        Assert.Equal([UnitOutcome.Succeeded, UnitOutcome.Exited, UnitOutcome.Skipped], SessionDriver.Outcomes(events));
        Assert.Equal("before\n", SessionDriver.Text(events));
        Assert.Empty(events.OfType<ErrorRaised>());
        Assert.Equal(new BackendClosed(5, null), events[^1]);
    }

    [Fact]
    public async Task Program_that_ends_its_own_process_should_leave_its_output_and_its_status()
    {
        Require(Can.TellsStatus, "tell with what status a process ended");
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Print("last words"), Needed(Language.EndProcess(7), "end its process"), Language.Print("never"));
        var events = await program.ToEndAsync();
        Assert.Equal("last words\n", SessionDriver.Text(events));
        Assert.Equal(new BackendClosed(7, null), events[^1]);
    }
}
