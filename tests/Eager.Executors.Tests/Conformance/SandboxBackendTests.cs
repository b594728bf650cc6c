using Eager.Conformance;
using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

public sealed class SandboxBackendTests : BackendSpecification
{
    /// <summary>A child's number on this machine means nothing inside: SandboxTests look from outside.</summary>
    protected override Dialect Language { get; } = new PythonDialect(hidesProcesses: true);

    protected override Abilities Can { get; } = new() { LimitsTime = true, LimitsMemory = true, LimitsProcesses = true };

    protected override IBackend CreateBackend(TimeProvider time) => TestBackends.PythonSandbox(time: time);
}
