namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>What the text of a call is.</summary>
internal enum CallKind
{
    /// <summary>JSON arguments, with the code in one of their members.</summary>
    Arguments,

    /// <summary>The code itself.</summary>
    Code,
}
