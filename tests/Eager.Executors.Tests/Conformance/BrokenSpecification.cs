using Eager.Conformance;
using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

/// <summary>The kit on a backend that is to fail; run by hand, one rule at a time.</summary>
internal sealed class BrokenSpecification(IBackend backend, Dialect language) : BackendSpecification
{
    protected override TimeSpan Patience => TimeSpan.FromSeconds(3);

    protected override Dialect Language => language;

    protected override Abilities Can { get; } = new() { LimitsTime = true, LimitsMemory = true, LimitsProcesses = true };

    protected override IBackend CreateBackend(TimeProvider time) => backend;
}
