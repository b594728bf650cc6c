namespace Eager.Engine.Traces;

/// <summary>A stream that is played ends where the recorded one broke off; the message says why that did.</summary>
public sealed class TraceCutOffException(string message) : Exception(message);
