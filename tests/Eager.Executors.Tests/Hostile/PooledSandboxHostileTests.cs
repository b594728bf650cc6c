using Eager.Executions;

namespace Eager.Executors.Tests.Hostile;

[Collection(nameof(PooledSandbox))]
public sealed class PooledSandboxHostileTests(PooledSandbox pool) : HostileSpecification
{
    protected override IBackend Backend => pool.Backend;
}
