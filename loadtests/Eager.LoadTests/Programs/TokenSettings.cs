namespace Eager.LoadTests.Programs;

/// <summary>How programs that have no times of their own arrive.</summary>
/// <param name="Rate">Tokens a second; 0 for all at once.</param>
/// <param name="Characters">Characters a token.</param>
public sealed record TokenSettings(double Rate = 50, int Characters = 4);
