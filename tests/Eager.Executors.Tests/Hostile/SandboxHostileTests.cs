using Eager.Executions;

namespace Eager.Executors.Tests.Hostile;

[Collection(nameof(WholeProcess))]
public sealed class SandboxHostileTests : HostileSpecification
{
    protected override IBackend Backend { get; } = TestBackends.PythonSandbox();

    protected override bool IsForked => false;
}
