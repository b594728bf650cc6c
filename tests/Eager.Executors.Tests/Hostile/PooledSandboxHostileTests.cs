using Eager.Executions;

namespace Eager.Executors.Tests.Hostile;

/// <summary>With a pool of its own: what the host takes is measured, so nothing runs beside it.</summary>
[Collection(nameof(WholeProcess))]
public sealed class PooledSandboxHostileTests(PooledSandbox pool) : HostileSpecification, IClassFixture<PooledSandbox>
{
    protected override IBackend Backend => pool.Backend;

    protected override bool IsForked => true;
}
