using System.Globalization;

namespace Eager.LoadTests.Arrivals;

/// <summary>Load simulations as they are written on a command line: a name and numbers with colons between, the last one seconds.</summary>
public static class LoadSimulationText
{
    /// <summary>What is understood, in one line.</summary>
    public const string Forms = "inject:RATE:SECONDS, ramp:FROM:TO:SECONDS, gamma:RATE:BURSTINESS:SECONDS, at-once:COPIES:SECONDS, constant:COPIES:SECONDS, pause:SECONDS";

    private const double Most = 1e6;

    /// <summary>Reads one simulation.</summary>
    /// <exception cref="FormatException">The text is none; the message is one line.</exception>
    public static LoadSimulation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        double[] numbers = [.. parts.Skip(1).Select(Number)];
        return (parts[0], numbers) switch
        {
            ("inject", [> 0 and var rate, > 0 and var during]) => new Inject(rate, Seconds(during)),
            ("ramp", [var from, var to, > 0 and var during]) when from + to > 0 => new RampingInject(from, to, Seconds(during)),
            ("gamma", [> 0 and var rate, > 0 and var burstiness, > 0 and var during]) => new GammaInject(rate, burstiness, Seconds(during)),
            ("at-once", [>= 1 and var copies, > 0 and var during]) => new InjectAtOnce((int)copies, Seconds(during)),
            ("constant", [>= 1 and var copies, > 0 and var during]) => new KeepConstant((int)copies, Seconds(during)),
            ("pause", [> 0 and var during]) => new Pause(Seconds(during)),
            _ => throw new FormatException($"'{text}' is no load simulation; known: {Forms}"),
        };

        double Number(string number) =>
            double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= Most
                ? value
                : throw new FormatException($"'{number}' in '{text}' is no number from 0 to {Most:0}");
    }

    /// <summary>The text that gives the simulation back.</summary>
    public static string Of(LoadSimulation simulation) => simulation switch
    {
        Inject one => Join("inject", one.Rate, one.During.TotalSeconds),
        RampingInject one => Join("ramp", one.From, one.To, one.During.TotalSeconds),
        GammaInject one => Join("gamma", one.Rate, one.Burstiness, one.During.TotalSeconds),
        InjectAtOnce one => Join("at-once", one.Copies, one.During.TotalSeconds),
        KeepConstant one => Join("constant", one.Copies, one.During.TotalSeconds),
        _ => Join("pause", simulation.During.TotalSeconds),
    };

    private static string Join(string name, params ReadOnlySpan<double> numbers)
    {
        var text = name;
        foreach (var number in numbers)
            text += string.Create(CultureInfo.InvariantCulture, $":{number:0.###}");
        return text;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
