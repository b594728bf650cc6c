using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios;

/// <summary>What a step of a scenario gets.</summary>
/// <param name="Number">Number of the step, from 0.</param>
/// <param name="Random">Source of whatever is random in it: the same for the same number and seed.</param>
/// <param name="DueAt">When its client is due, as a timestamp.</param>
/// <param name="Run">Runs a client.</param>
/// <param name="Recorder">Takes its values.</param>
public sealed record StepContext(int Number, Random Random, long DueAt, StreamRun Run, IStreamRecorder Recorder);
