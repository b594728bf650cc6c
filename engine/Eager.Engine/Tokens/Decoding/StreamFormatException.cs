namespace Eager.Engine.Tokens.Decoding;

/// <summary>A stream is not what its format allows. The message is one line.</summary>
public sealed class StreamFormatException(string message, Exception? inner = null) : Exception(message, inner);
