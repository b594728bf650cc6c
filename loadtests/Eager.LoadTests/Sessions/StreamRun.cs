using Eager.Events;
using Eager.LoadTests.Playing;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Targets;

namespace Eager.LoadTests.Sessions;

/// <summary>
/// One client, from when it is due to its end. The model that it stands for generates from the due time on, whatever the product does: what a
/// late opening delays arrives all at once afterwards.
/// </summary>
/// <param name="target">What is loaded.</param>
/// <param name="clock">Plays the tokens.</param>
/// <param name="arrivals">For a program, when the token that makes each statement certain is due.</param>
/// <param name="time">The clock.</param>
public sealed class StreamRun(ILoadTarget target, TokenClock clock, Func<LoadProgram, TimeSpan[]> arrivals, TimeProvider time)
{
    /// <param name="plan">What the client does.</param>
    /// <param name="dueAt">When it is due, as a timestamp.</param>
    /// <param name="recorder">Takes values as they come.</param>
    /// <param name="cancellationToken">Ends the run; what was under way counts for nothing.</param>
    public async Task<StreamOutcome> RunAsync(StreamPlan plan, long dueAt, IStreamRecorder recorder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var meter = new StreamMeter(plan.Program, arrivals(plan.Program), dueAt, time, recorder);
        var check = new StreamCheck(plan);
        try
        {
            var session = await target.OpenAsync(plan.Program, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
                await PlayAsync(session, plan, dueAt, meter, check, cancellationToken).ConfigureAwait(false);
        }
        catch (LoadTargetException e)
        {
            check.Refuse(e.Message);
        }

        var failure = check.Verdict();
        return new StreamOutcome
        {
            DueAt = dueAt,
            Failure = failure,
            IsPlannedBreak = failure is null && plan.Ending is ExpectedEnding.WorkerLost or ExpectedEnding.Interrupted or ExpectedEnding.ClientGone,
            WasLost = check.WasKilled,
            Values = meter.Values(),
        };
    }

    private async Task PlayAsync(
        ILoadSession session, StreamPlan plan, long dueAt, StreamMeter meter, StreamCheck check, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var generation = plan.Program.Generation;
        var playback = new TokenPlayback(plan.Program, session.Input, dueAt, time, meter.Gaps);
        clock.Add(playback);
        var reading = ReadAsync(session, plan, meter, check, leaving.Token);
        if (plan.InterruptsAfter is { } after)
            _ = AtAsync(dueAt, generation + after, session.Interrupt, leaving.Token);
        var stays = plan.LeavesAt is { } share ? generation * share : generation + plan.Patience;
        if (await EndsByAsync(reading, dueAt, stays, cancellationToken).ConfigureAwait(false))
            await reading.ConfigureAwait(false);
        else if (plan.LeavesAt is null)
            check.Fail($"not over {plan.Patience.TotalSeconds:0} s after its last token");
        // Whoever reads a session is done with it before it is disposed of; a client that leaves takes its stream along.
        playback.BreakOff(new IOException("the client left"));
        await leaving.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        meter.FirstTaken(playback.FirstTakenAt);
    }

    private async Task<bool> EndsByAsync(Task reading, long dueAt, TimeSpan limit, CancellationToken cancellationToken)
    {
        var left = limit - time.GetElapsedTime(dueAt);
        try
        {
            await reading.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task ReadAsync(ILoadSession session, StreamPlan plan, StreamMeter meter, StreamCheck check, CancellationToken cancellationToken)
    {
        await foreach (var one in session.EventsAsync(cancellationToken).ConfigureAwait(false))
        {
            meter.See(one);
            check.See(one);
            if (plan.ReadingPause > TimeSpan.Zero && one is not SessionCompleted)
                await Task.Delay(plan.ReadingPause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AtAsync(long dueAt, TimeSpan at, Action act, CancellationToken cancellationToken)
    {
        var left = at - time.GetElapsedTime(dueAt);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
        act();
    }
}
