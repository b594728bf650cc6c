using CsCheck;
using Eager.LoadTests.Arrivals;

namespace Eager.LoadTests.Tests.Arrivals;

public sealed class ArrivalScheduleTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public void Injected_sessions_should_be_even()
    {
        var arrivals = Of(new Inject(4, TenSeconds));

        Assert.Equal(40, arrivals.Length);
        Assert.Equal(TimeSpan.FromSeconds(0.25), arrivals[1]);
    }

    [Fact]
    public void Ramp_should_have_as_many_sessions_as_the_area_under_its_rate_and_come_faster_to_its_end()
    {
        var arrivals = Of(new RampingInject(0, 20, TenSeconds));

        Assert.Equal(100, arrivals.Length);
        Assert.Equal(25, arrivals.Count(at => at < TimeSpan.FromSeconds(5)));
        Assert.True(arrivals[^1] < TenSeconds);
    }

    [Fact]
    public void Flat_ramp_should_be_an_even_injection() =>
        Assert.Equal(Of(new Inject(5, TenSeconds)).Length, Of(new RampingInject(5, 5, TenSeconds)).Length);

    [Fact]
    public void Bursts_should_have_the_mean_rate_and_the_spread_of_their_shape()
    {
        var arrivals = Of(new GammaInject(100, 0.25, TimeSpan.FromSeconds(200)));
        double[] gaps = [.. arrivals.Zip(arrivals.Skip(1), (one, next) => (next - one).TotalSeconds)];
        var mean = gaps.Average();
        var variation = gaps.Average(gap => Math.Pow(gap - mean, 2)) / (mean * mean);

        Assert.InRange(mean, 0.0095, 0.0105);
        Assert.InRange(variation, 3.6, 4.4); // 1 / shape
    }

    [Fact]
    public void Arrivals_should_be_the_same_when_the_seed_is()
    {
        var bursts = new GammaInject(10, 0.5, TenSeconds);

        Assert.Equal(Of(bursts, seed: 3), Of(bursts, seed: 3));
        Assert.NotEqual(Of(bursts, seed: 3), Of(bursts, seed: 4));
    }

    [Fact]
    public void Arrivals_should_be_in_order_and_within_their_time_whatever_the_load() =>
        Gen.Select(Gen.Double[0.5, 50], Gen.Double[0.1, 4], Gen.Double[0.5, 20]).Sample((rate, shape, seconds) =>
        {
            var during = TimeSpan.FromSeconds(seconds);
            return new LoadSimulation[] { new Inject(rate, during), new RampingInject(rate, rate / 2, during), new GammaInject(rate, shape, during) }
                .Select(simulation => Of(simulation))
                .All(arrivals => arrivals.SequenceEqual(arrivals.Order()) && arrivals.All(at => at >= TimeSpan.Zero && at <= during));
        }, iter: 200);

    [Theory]
    [InlineData("inject:20:10")]
    [InlineData("ramp:0:50:5")]
    [InlineData("gamma:10:0.25:15")]
    [InlineData("at-once:50:5")]
    [InlineData("constant:8:2.5")]
    [InlineData("pause:1")]
    public void Text_of_a_simulation_should_give_it_back(string text) => Assert.Equal(text, LoadSimulationText.Of(LoadSimulationText.Parse(text)));

    [Theory]
    [InlineData("")]
    [InlineData("inject")]
    [InlineData("inject:0:10")]
    [InlineData("inject:x:10")]
    [InlineData("inject:5:-1")]
    [InlineData("gamma:5:10")]
    [InlineData("storm:5:10")]
    [InlineData("ramp:0:0:10")]
    public void Text_should_be_refused_in_one_line_when_it_is_no_simulation(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => LoadSimulationText.Parse(text));

        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static TimeSpan[] Of(LoadSimulation simulation, int seed = 1) => [.. ArrivalSchedule.Of(simulation, new Random(seed))];
}
