using Eager.LoadTests.Soaking;

namespace Eager.LoadTests.Tests.Soaking;

public sealed class SoakVerdictTests
{
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public void Soak_should_be_right_when_nothing_is_left_and_nothing_grows() =>
        Assert.Empty(SoakVerdict.Of([.. Enumerable.Range(1, 6).Select(i => Round(i) with { ManagedBytes = (40 + (i % 2)) * Mebibyte })]));

    [Fact]
    public void Soak_should_be_broken_when_a_session_was_wrong() => Assert.Single(SoakVerdict.Of([Round(1), Round(2) with { Failed = 1 }, Round(3)]));

    [Fact]
    public void Soak_should_be_broken_when_more_sessions_are_lost_than_processes_were_killed() =>
        Assert.Single(SoakVerdict.Of([Round(1), Round(2) with { Kills = 3, Lost = 4 }, Round(3)]));

    [Fact]
    public void Soak_should_be_broken_when_a_process_is_left() => Assert.Single(SoakVerdict.Of([Round(1), Round(2), Round(3) with { Processes = 1 }]));

    [Fact]
    public void Soak_should_be_broken_when_descriptors_are_left() => Assert.Single(SoakVerdict.Of([Round(1), Round(2), Round(3) with { Descriptors = 120 }]));

    [Fact]
    public void Soak_should_be_broken_when_live_memory_grows_with_the_sessions() =>
        Assert.Single(SoakVerdict.Of([.. Enumerable.Range(1, 6).Select(i => Round(i) with { ManagedBytes = (40 + (3 * i)) * Mebibyte })]));

    private static SoakRound Round(int number) => new(number, 100, 0, 0, 0, 0, 60, 40 * Mebibyte, 100 * Mebibyte);
}
