using Eager.Executions;

namespace Eager.Executors.CSharpWorker.Running;

/// <summary>What becomes of an effect that waits.</summary>
/// <param name="IsWhole">True where it happens.</param>
/// <param name="Error">What is wrong with the program; null where nothing is or where it broke off.</param>
internal readonly record struct EffectVerdict(bool IsWhole, ProgramError? Error);
