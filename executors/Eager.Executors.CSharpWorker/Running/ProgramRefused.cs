namespace Eager.Executors.CSharpWorker.Running;

/// <summary>Leaves code that may not go on. It was reported before; programs have no way to catch it.</summary>
internal sealed class ProgramRefused : Exception;
