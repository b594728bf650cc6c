namespace Eager.Engine.Tokens.Decoding;

/// <summary>Where in an answer of several parts the program is.</summary>
public enum CodePlace
{
    /// <summary>In its tool calls.</summary>
    Calls,

    /// <summary>In the fenced blocks of its text.</summary>
    Text,
}
