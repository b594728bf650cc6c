namespace Eager.LoadTests.Evaluation;

/// <summary>An evaluation cannot be made; the message is one line that says why.</summary>
public sealed class EvaluationException(string message) : Exception(message);
