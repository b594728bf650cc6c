namespace Eager.LoadTests.Arrivals;

/// <summary>When sessions are to begin, known before the run: nothing that the product does changes it.</summary>
public static class ArrivalSchedule
{
    /// <summary>The times of one simulation, since it began, in order. Empty for one that is closed.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="random">Source of the random simulations: the same seed gives the same arrivals.</param>
    public static IEnumerable<TimeSpan> Of(LoadSimulation simulation, Random random) => simulation switch
    {
        Inject inject => Even(inject.Rate, inject.During),
        RampingInject ramp => Ramp(ramp),
        GammaInject gamma => Bursts(gamma, random),
        InjectAtOnce once => Enumerable.Repeat(TimeSpan.Zero, once.Copies),
        _ => [],
    };

    private static IEnumerable<TimeSpan> Even(double rate, TimeSpan during)
    {
        for (var i = 0; TimeSpan.FromSeconds(i / rate) is var at && at < during; i++)
            yield return at;
    }

    /// <summary>Session n is due when the rate's integral reaches n: from·t + (to − from)·t²/(2·during) = n.</summary>
    private static IEnumerable<TimeSpan> Ramp(RampingInject ramp)
    {
        var seconds = ramp.During.TotalSeconds;
        var slope = (ramp.To - ramp.From) / (2 * seconds);
        var all = (ramp.From + ramp.To) / 2 * seconds;
        for (var n = 0; n < all; n++)
        {
            var root = Math.Sqrt(Math.Max(0, (ramp.From * ramp.From) + (4 * slope * n)));
            yield return TimeSpan.FromSeconds(n == 0 ? 0 : Math.Abs(slope) < 1e-12 ? n / ramp.From : (root - ramp.From) / (2 * slope));
        }
    }

    private static IEnumerable<TimeSpan> Bursts(GammaInject gamma, Random random)
    {
        var scale = 1 / (gamma.Rate * gamma.Burstiness);
        for (var at = 0.0; (at += Gamma(gamma.Burstiness, random) * scale) < gamma.During.TotalSeconds;)
            yield return TimeSpan.FromSeconds(at);
    }

    /// <summary>Gamma variate of scale 1 (Marsaglia and Tsang 2000); shapes below 1 by their boost.</summary>
    private static double Gamma(double shape, Random random)
    {
        if (shape < 1)
            return Gamma(shape + 1, random) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(random);
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
