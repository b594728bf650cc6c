using Eager.Conformance;
using Eager.Executions;
using Eager.Executors.CSharp;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Tests.Conformance;

/// <summary>The same rules for the C# worker.</summary>
public sealed class CSharpBackendTests : BackendSpecification
{
    protected override Dialect Language { get; } = new CSharpDialect();

    protected override Abilities Can { get; } = new() { SeesInvalidTextAtOnce = false, LimitsTime = true, LimitsMemory = true, LimitsProcesses = true };

    protected override TimeSpan ShortTime => TimeSpan.FromSeconds(10);

    protected override IBackend CreateBackend(TimeProvider time)
    {
        var command = Environment.GetEnvironmentVariable("EAGER_COMMAND");
        Assert.SkipWhen(string.IsNullOrEmpty(command), "EAGER_COMMAND does not name the built command, which has the C# worker beside it");
        var options = new CSharpOptions { WorkerDirectory = Path.Combine(Path.GetDirectoryName(command)!, "csharp-worker") };
        return new CSharpBackend(Options.Create(options), time, NullLogger<CSharpBackend>.Instance);
    }
}
