using Eager.Executions;
using Eager.Executors.Workers;
using Microsoft.Extensions.Time.Testing;

namespace Eager.Executors.Tests.Workers;

public sealed class WorkerClockTests
{
    [Fact]
    public void Clock_should_keep_times_exact_when_the_worker_reads_the_hosts_clock()
    {
        var reading = WorkerClock.HostNanoseconds();
        var clock = WorkerClock.Align(TimeProvider.System, reading - 1000, reading);
        var expected = TimeProvider.System.GetTimestamp() + TimeProvider.System.TimestampFrequency;

        var mapped = clock.ToTimestamp(WorkerClock.HostNanoseconds() + 1_000_000_000);

        Assert.InRange(TimeProvider.System.GetElapsedTime(expected, mapped), TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue / 2)]
    public void Clock_should_take_the_greeting_for_now_when_the_worker_has_a_clock_of_its_own(long hello)
    {
        var time = new FakeTimeProvider();
        var clock = WorkerClock.Align(time, WorkerClock.HostNanoseconds(), hello);
        Assert.Equal(time.GetTimestamp(), clock.ToTimestamp(hello));
        Assert.Equal(time.GetTimestamp() + time.TimestampFrequency / 1000, clock.ToTimestamp(hello + 1_000_000));
    }

    [Fact]
    public async Task Unit_should_start_and_finish_between_its_submission_and_its_report()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        var before = TimeProvider.System.GetTimestamp();
        await session.SubmitAsync("sum(range(100000))\n");
        var finished = (await session.UntilAsync<UnitFinished>()).OfType<UnitFinished>().Single();
        var after = TimeProvider.System.GetTimestamp();

        Assert.InRange(finished.StartedAt, before, after);
        Assert.InRange(finished.FinishedAt, finished.StartedAt + 1, after);
    }
}
