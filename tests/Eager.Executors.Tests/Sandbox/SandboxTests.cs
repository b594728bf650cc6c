using Eager.Executions;
using Eager.Executors.Sandbox;

namespace Eager.Executors.Tests.Sandbox;

/// <summary>A worker that is started in its sandbox.</summary>
public sealed class SandboxTests : SandboxSpecification
{
    protected override ValueTask<IBackendSession> OpenAsync(Action<SandboxOptions>? configure = null) =>
        TestBackends.PythonSandbox(configure).OpenAsync(Program, CancellationToken.None);
}
