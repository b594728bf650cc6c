namespace Eager.Engine.Recordings;

/// <summary>A text is no recording of a run; the message is one line that says why.</summary>
public sealed class RecordingException(string message, Exception? inner = null) : Exception(message, inner);
