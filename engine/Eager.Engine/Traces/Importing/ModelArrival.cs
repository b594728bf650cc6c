namespace Eager.Engine.Traces.Importing;

/// <summary>A request to a model, as a trace of arrivals has it.</summary>
/// <param name="At">When it came, since the trace began.</param>
/// <param name="OutputTokens">Tokens of its answer.</param>
public readonly record struct ModelArrival(TimeSpan At, int OutputTokens);
