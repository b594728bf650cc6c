namespace Eager.Host;

/// <summary>The command cannot do what it was asked; the message is one line that says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
