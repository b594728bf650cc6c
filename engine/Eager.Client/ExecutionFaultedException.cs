namespace Eager.Client;

/// <summary>The execution ended without a summary: a part of the server failed, or the server ended it.</summary>
/// <param name="fault">What the server says, in one line.</param>
public sealed class ExecutionFaultedException(string fault) : Exception(fault);
