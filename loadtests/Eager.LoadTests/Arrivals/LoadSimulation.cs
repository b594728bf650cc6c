namespace Eager.LoadTests.Arrivals;

/// <summary>
/// How load arrives, in NBomber's words. Those that inject are open: they start sessions whether the product keeps up or not. Keeping a number of
/// copies constant is closed: a copy begins anew when it is done. The family is closed.
/// </summary>
/// <param name="During">How long.</param>
public abstract record LoadSimulation(TimeSpan During);

/// <summary>Starts sessions at an even rate.</summary>
/// <param name="Rate">Sessions a second.</param>
/// <param name="During">How long.</param>
public sealed record Inject(double Rate, TimeSpan During) : LoadSimulation(During);

/// <summary>Starts sessions at a rate that changes evenly.</summary>
/// <param name="From">Sessions a second at the beginning.</param>
/// <param name="To">Sessions a second at the end.</param>
/// <param name="During">How long.</param>
public sealed record RampingInject(double From, double To, TimeSpan During) : LoadSimulation(During);

/// <summary>
/// Starts sessions with gamma-distributed times between them, as serving benchmarks do: a burstiness of 1 is a Poisson process, less is burstier.
/// </summary>
/// <param name="Rate">Sessions a second on the mean.</param>
/// <param name="Burstiness">Shape of the distribution, above 0.</param>
/// <param name="During">How long.</param>
public sealed record GammaInject(double Rate, double Burstiness, TimeSpan During) : LoadSimulation(During);

/// <summary>Starts so many sessions at one moment, then waits.</summary>
/// <param name="Copies">How many.</param>
/// <param name="During">How long until the next simulation.</param>
public sealed record InjectAtOnce(int Copies, TimeSpan During) : LoadSimulation(During);

/// <summary>Keeps so many sessions running.</summary>
/// <param name="Copies">How many.</param>
/// <param name="During">How long new ones begin.</param>
public sealed record KeepConstant(int Copies, TimeSpan During) : LoadSimulation(During);

/// <summary>Starts nothing.</summary>
/// <param name="During">How long.</param>
public sealed record Pause(TimeSpan During) : LoadSimulation(During);
