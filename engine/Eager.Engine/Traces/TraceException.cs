namespace Eager.Engine.Traces;

/// <summary>A text is no trace; the message is one line that says where and why.</summary>
public sealed class TraceException(string message, Exception? inner = null) : Exception(message, inner);
