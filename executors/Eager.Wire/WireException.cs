namespace Eager.Wire;

/// <summary>The other side, or the caller, broke the protocol. The message says in one line how.</summary>
public sealed class WireException(string message, Exception? inner = null) : Exception(message, inner);
