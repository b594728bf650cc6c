using Eager.Executions;

namespace Eager.Executors.Tests.Limits;

[Collection(nameof(WholeProcess))]
public sealed class SandboxLimitTests : LimitSpecification
{
    protected override IBackend Backend { get; } = TestBackends.PythonSandbox();
}
