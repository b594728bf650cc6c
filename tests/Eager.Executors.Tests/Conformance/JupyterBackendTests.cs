using Eager.Conformance;
using Eager.Executions;
using Eager.Executors.Tests.Jupyter;

namespace Eager.Executors.Tests.Conformance;

/// <summary>Kernels of a real Jupyter server, which cannot do everything: docs/backends.md says what, and here is its switch.</summary>
[Collection(nameof(JupyterKernels))]
public sealed class JupyterBackendTests(JupyterKernels kernels) : BackendSpecification
{
    protected override Dialect Language { get; } = new PythonDialect();

    protected override Abilities Can { get; } = new() { HoldsBack = false, TellsStatus = false, EndsChildren = false, LimitsTime = true };

    protected override IBackend CreateBackend(TimeProvider time) => kernels.Backend;
}
