namespace Eager.Engine.Tokens.Decoding;

/// <summary>What a stream said about its own end.</summary>
/// <param name="CutOff">Why the program in it is not whole, in one line; null where it is.</param>
public readonly record struct StreamVerdict(string? CutOff)
{
    /// <summary>The program is whole.</summary>
    public static readonly StreamVerdict Whole;

    public bool IsWhole => CutOff is null;
}
