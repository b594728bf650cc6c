namespace Eager.Executors.Staging;

/// <summary>Staged changes could not be moved into the working directory. The message is one line, and says where they are.</summary>
public sealed class StagingException(string message) : Exception(message);
