using Eager.Conformance;
using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

/// <summary>The same rules for workers that a parent with modules loaded has forked.</summary>
[Collection(nameof(PooledPython))]
public sealed class PooledBackendTests(PooledPython pool) : BackendSpecification
{
    protected override Dialect Language { get; } = new PythonDialect();

    protected override Abilities Can { get; } = new() { LimitsTime = true, LimitsMemory = true, LimitsProcesses = true };

    protected override IBackend CreateBackend(TimeProvider time) => time == TimeProvider.System ? pool.Backend : TestBackends.Pooled(time: time);
}
