using Eager.Conformance;
using Eager.Executions;
using Eager.Executors.Scripted;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Tests.Conformance;

public sealed class ScriptedBackendTests : BackendSpecification
{
    protected override Dialect Language { get; } = new CommandDialect();

    protected override IBackend CreateBackend(TimeProvider time) => Create(time);

    public static ScriptedBackend Create(TimeProvider time) => new(
        "commands", Options.Create(new ScriptedOptions { File = Path.Combine(AppContext.BaseDirectory, "Conformance", "commands.json") }), time);
}
