using Eager.Executors.Python;

namespace Eager.Executors.Tests;

/// <summary>One pooled sandbox backend for many tests: its parent takes seconds to load what it loads.</summary>
[CollectionDefinition(nameof(PooledSandbox))]
public sealed class PooledSandbox : ICollectionFixture<PooledSandbox>, IAsyncLifetime
{
    /// <summary>A variable of the host, and its value, that no program in a sandbox may see.</summary>
    public const string SecretName = "EAGER_TEST_SECRET";

    public const string Secret = "told-to-nobody";

    public PythonSandboxBackend Backend { get; } = Create();

    public async ValueTask InitializeAsync() => await TestBackends.UntilEnteredAsync(Backend);

    public ValueTask DisposeAsync() => Backend.DisposeAsync();

    private static PythonSandboxBackend Create()
    {
        Environment.SetEnvironmentVariable(SecretName, Secret);
        return TestBackends.PooledSandbox();
    }
}
