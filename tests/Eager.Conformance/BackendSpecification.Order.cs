using Eager.Executions;

namespace Eager.Conformance;

public abstract partial class BackendSpecification
{
    [Fact]
    public async Task Backend_should_name_itself_its_language_and_its_slots()
    {
        var backend = CreateBackend(TimeProvider.System);
        Assert.Matches("^[a-z][a-z0-9-]*$", backend.Name);
        Assert.Matches("^[a-z][a-z0-9-]*$", backend.Language);
        await using var program = await OpenAsync(backend);
        Assert.InRange(program.Session.Capabilities.Slots, 1, int.MaxValue);
    }

    [Fact]
    public async Task Units_should_finish_in_the_order_they_were_handed_over()
    {
        const int count = 100;
        await using var program = await OpenAsync();
        var sending = program.SubmitAsync([.. Enumerable.Range(0, count).Select(i => Language.Print($"line {i}"))]).AsTask();

        var events = await program.UntilFinishedAsync(count - 1);

        await sending;
        Assert.Equal(Enumerable.Range(0, count), events.OfType<UnitFinished>().Select(finished => finished.UnitId));
        Assert.Equal(string.Concat(Enumerable.Range(0, count).Select(i => $"line {i}\n")), SessionDriver.Text(events));
    }

    [Fact]
    public async Task Output_should_come_before_the_end_of_its_unit()
    {
        await using var program = await OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            await program.SubmitAsync(Language.Print($"line {i}"));
            Assert.Equal($"line {i}\n", SessionDriver.Text(await program.UntilFinishedAsync(i)));
        }
    }

    [Fact]
    public async Task Times_should_be_those_of_the_sessions_clock_and_never_go_back()
    {
        var before = TimeProvider.System.GetTimestamp();
        await using var program = await OpenAsync();
        await program.SubmitAsync([.. Enumerable.Range(0, 10).Select(i => Language.Print($"line {i}"))]);
        var finished = (await program.UntilFinishedAsync(9)).OfType<UnitFinished>().ToArray();

        var times = finished.SelectMany(unit => new[] { unit.StartedAt, unit.FinishedAt }).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.InRange(times[0], before, long.MaxValue);
        Assert.InRange(times[^1], long.MinValue, TimeProvider.System.GetTimestamp());
    }

    [Fact]
    public async Task State_should_last_from_unit_to_unit()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Needed(Language.Assign("x", 41), "keep state"));
        await program.UntilFinishedAsync(0);
        await program.SubmitAsync(Language.Print("between"), Needed(Language.PrintVariable("x"), "read state"));
        Assert.Equal("between\n41\n", SessionDriver.Text(await program.UntilFinishedAsync(2)));
    }

    [Fact]
    public async Task State_should_not_be_shared_by_sessions()
    {
        var backend = CreateBackend(TimeProvider.System);
        await using var first = await OpenAsync(backend);
        await first.SubmitAsync(Needed(Language.Assign("x", 41), "keep state"));
        await first.UntilFinishedAsync(0);
        await using var second = await OpenAsync(backend);
        await second.SubmitAsync(Needed(Language.PrintVariable("x"), "read state"));
        await second.EndAsync();
        // A language may wait for a declaration to the end, so the end tells.
        Assert.Equal(new BackendClosed(1, null), (await second.ToEndAsync())[^1]);
    }

    [Fact]
    public async Task Sessions_should_run_beside_each_other()
    {
        var backend = CreateBackend(TimeProvider.System);
        var programs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(backend)));
        await Task.WhenAll(programs.Select(program => program.SubmitAsync(Language.Loop()).AsTask()));
        foreach (var program in programs)
            Assert.Equal("ready", await program.LineAsync());
        await Task.WhenAll(programs.Select(program => program.DisposeAsync().AsTask())).WaitAsync(Patience);
    }

    [Fact]
    public async Task Program_should_run_whole_as_one_unit()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(UnitKind.Program, Language.Print("one") + Language.Print("two"));
        await program.EndAsync();
        var events = await program.ToEndAsync();
        Assert.Equal("one\ntwo\n", SessionDriver.Text(events));
        Assert.Equal([UnitOutcome.Succeeded], SessionDriver.Outcomes(events));
        Assert.Equal(new BackendClosed(0, null), events[^1]);
    }
}
