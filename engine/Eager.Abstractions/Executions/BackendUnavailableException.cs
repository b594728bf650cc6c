namespace Eager.Executions;

/// <summary>A backend could not start a session. The message is one line that says what to do.</summary>
public sealed class BackendUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
