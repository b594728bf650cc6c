using Eager.Executions;

namespace Eager.Executors.Tests.Limits;

[Collection(nameof(PooledSandbox))]
public sealed class PooledSandboxLimitTests(PooledSandbox pool) : LimitSpecification
{
    protected override IBackend Backend => pool.Backend;
}
