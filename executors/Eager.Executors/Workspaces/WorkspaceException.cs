namespace Eager.Executors.Workspaces;

/// <summary>A working directory cannot be prepared; the message is one line that says why.</summary>
public sealed class WorkspaceException(string message) : Exception(message);
