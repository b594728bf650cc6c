using Eager.Conformance;
using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

public sealed class ProcessBackendTests : BackendSpecification
{
    protected override Dialect Language { get; } = new PythonDialect();

    protected override Abilities Can { get; } = new() { LimitsTime = true, LimitsMemory = true, LimitsProcesses = true };

    protected override IBackend CreateBackend(TimeProvider time) => TestBackends.Python(time: time);
}
