namespace Eager.Host.Demo;

/// <summary>What the views look at.</summary>
/// <param name="Name">Name of the program.</param>
/// <param name="Rate">Tokens a second.</param>
/// <param name="Tokens">Tokens of the whole program.</param>
/// <param name="Meter">What has been generated.</param>
/// <param name="Serial">The serial arm.</param>
/// <param name="Eager">The eager arm.</param>
internal sealed record DemoState(string Name, double Rate, int Tokens, TokenMeter Meter, ArmProgress Serial, ArmProgress Eager);
