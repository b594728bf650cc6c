namespace Eager.LoadTests.Targets;

/// <summary>A target refused a session or failed in it; the message is one line that says why.</summary>
public sealed class LoadTargetException(string message, Exception? cause = null) : Exception(message, cause);
