using Eager.Conformance;
using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

/// <summary>The same rules for workers that a parent has forked into their sandboxes.</summary>
[Collection(nameof(PooledSandbox))]
public sealed class PooledSandboxBackendTests(PooledSandbox pool) : BackendSpecification
{
    protected override Dialect Language { get; } = new PythonDialect(hidesProcesses: true);

    protected override Abilities Can { get; } = new() { LimitsTime = true, LimitsMemory = true, LimitsProcesses = true };

    protected override IBackend CreateBackend(TimeProvider time) =>
        time == TimeProvider.System ? pool.Backend : TestBackends.PooledSandbox(time: time);
}
