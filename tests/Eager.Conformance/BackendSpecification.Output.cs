using Eager.Executions;

namespace Eager.Conformance;

public abstract partial class BackendSpecification
{
    [Fact]
    public async Task Output_should_say_which_stream_it_went_to()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Print("out"), Needed(Language.PrintError("err"), "print on standard error"));
        var events = await program.UntilFinishedAsync(1);
        Assert.Equal("out\n", SessionDriver.Text(events));
        Assert.Equal("err\n", SessionDriver.Text(events, OutputStream.Stderr));
    }

    [Fact]
    public async Task Output_should_arrive_whole_when_there_is_much_of_it()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Flood(2000));
        var text = SessionDriver.Text(await program.UntilFinishedAsync(0));
        Assert.Equal(2000 * 1024, text.Length);
        Assert.All(text.Split('\n').SkipLast(1), line => Assert.Equal(1023, line.Length));
    }

    [Fact]
    public async Task Output_should_arrive_while_its_unit_runs()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Loop());
        Assert.Equal("ready", await program.LineAsync());
    }

    [Fact]
    public async Task Program_should_be_held_back_when_nobody_receives()
    {
        Require(Can.HoldsBack, "hold a program back");
        await using var program = await OpenAsync();
        await program.SubmitAsync(Language.Flood(20_000));
        await program.NextAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        var asked = TimeProvider.System.GetTimestamp();
        var finished = (await program.UntilFinishedAsync(0)).OfType<UnitFinished>().Single();
        Assert.True(finished.FinishedAt >= asked, "the backend has kept 20 MB that nobody asked for");
    }

    [Fact]
    public async Task Handing_over_should_not_wait_for_receiving()
    {
        await using var program = await OpenAsync();
        var count = Math.Min(program.Session.Capabilities.Slots, 64);
        await program.SubmitAsync([.. Enumerable.Range(0, count).Select(_ => Language.Flood(100))]).AsTask().WaitAsync(Patience);
        Assert.Equal(count * 100 * 1024, SessionDriver.Text(await program.UntilFinishedAsync(count - 1)).Length);
    }

    [Fact]
    public async Task Receiving_should_lose_nothing_when_it_is_given_up()
    {
        await using var program = await OpenAsync();
        using var giveUp = new CancellationTokenSource();
        var receiving = program.Session.ReceiveAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.WaitAsync(Patience));
        await program.SubmitAsync(Language.Print("kept"));
        Assert.Equal("kept\n", SessionDriver.Text(await program.UntilFinishedAsync(0)));
    }

    [Fact]
    public async Task Display_should_be_reported_when_it_was_asked_for()
    {
        await using var program = await OpenAsync(display: true);
        await program.SubmitAsync(Needed(Language.Show("shown"), "show something"));
        var shown = Assert.Single((await program.UntilFinishedAsync(0)).OfType<DisplayReceived>());
        Assert.Equal(0, shown.UnitId);
        Assert.Equal("shown", shown.Data.Forms["text/plain"]);
    }

    [Fact]
    public async Task Display_should_not_be_reported_when_nobody_asked_for_it()
    {
        await using var program = await OpenAsync();
        await program.SubmitAsync(Needed(Language.Show("shown"), "show something"));
        Assert.Empty((await program.UntilFinishedAsync(0)).OfType<DisplayReceived>());
    }

    [Fact]
    public async Task Result_should_be_the_value_of_the_last_expression_alone()
    {
        await using var program = await OpenAsync(display: true);
        await program.SubmitAsync(Needed(Language.Value(41), "have values"), Needed(Language.Value(42), "have values"));
        await program.EndAsync();
        var result = Assert.Single((await program.ToEndAsync()).OfType<DisplayReceived>());
        Assert.True(result.IsResult);
        Assert.Equal("42", result.Data.Forms["text/plain"]);
    }
}
