using Eager.Executors.Processes;

namespace Eager.Executors.Tests.Processes;

public sealed class WakeSignalTests
{
    private readonly WakeSignal _signal = new();

    [Fact]
    public async Task Signal_should_let_the_waiter_through_when_it_is_raised_while_it_is_being_armed() =>
        await _signal.WaitAsync(_signal.Raise, CancellationToken.None);

    [Fact]
    public async Task Signal_should_not_keep_a_wake_that_nobody_waited_for()
    {
        _signal.Raise();
        var waiting = _signal.WaitAsync(() => { }, CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        _signal.Raise();
        await waiting;
    }

    [Fact]
    public async Task Signal_should_give_up_when_cancelled_and_serve_again()
    {
        using var giveUp = new CancellationTokenSource();
        var waiting = _signal.WaitAsync(() => { }, giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _signal.WaitAsync(() => { }, giveUp.Token));
        await _signal.WaitAsync(_signal.Raise, CancellationToken.None);
    }

    [Fact]
    public async Task Signal_should_refuse_a_second_waiter()
    {
        var waiting = _signal.WaitAsync(() => { }, CancellationToken.None).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _signal.WaitAsync(() => { }, CancellationToken.None));
        _signal.Raise();
        await waiting;
    }

    [Fact]
    public async Task Signal_should_let_everyone_through_when_it_is_closed()
    {
        var waiting = _signal.WaitAsync(() => { }, CancellationToken.None).AsTask();
        _signal.Close();
        await waiting;
        await _signal.WaitAsync(() => Assert.Fail("nothing to arm any more"), CancellationToken.None);
    }

    [Fact]
    public async Task Signal_should_lose_no_wake_when_it_is_raised_and_cancelled_at_once()
    {
        for (var round = 0; round < 5000; round++)
        {
            using var giveUp = new CancellationTokenSource();
            var waiting = _signal.WaitAsync(() => { }, giveUp.Token).AsTask();
            await Task.WhenAll(Task.Run(_signal.Raise), Task.Run(giveUp.Cancel));
            await Task.WhenAny(waiting);
            Assert.True(waiting.IsCompletedSuccessfully || waiting.IsCanceled);
        }
    }
}
