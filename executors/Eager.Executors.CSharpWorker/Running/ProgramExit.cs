namespace Eager.Executors.CSharpWorker.Running;

/// <summary>A top-level <c>return</c>.</summary>
internal sealed record ProgramExit(int Status);
