using Eager.Conformance;
using Eager.Executions;

namespace Eager.Executors.Tests.Example;

public sealed class CalculatorBackendTests : BackendSpecification
{
    protected override Dialect Language { get; } = new CalculatorDialect();

    protected override IBackend CreateBackend(TimeProvider time) => new CalculatorBackend(time);
}
