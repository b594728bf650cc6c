namespace Eager.Engine.Tokens.Decoding;

/// <summary>What the text of a call is.</summary>
public enum CallKind
{
    /// <summary>JSON arguments, with the code in one of their members.</summary>
    Arguments,

    /// <summary>The code itself.</summary>
    Code,
}
