namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>What a line of a code block has shown itself to be so far.</summary>
internal enum FenceMatch
{
    /// <summary>It may become a closing fence.</summary>
    Possible,

    /// <summary>It was one.</summary>
    Closed,

    /// <summary>It is code.</summary>
    None,
}
