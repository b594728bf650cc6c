using Eager.Executors.Python;

namespace Eager.Executors.Tests;

/// <summary>One pooled backend for many tests: its parent takes seconds to load what it loads.</summary>
[CollectionDefinition(nameof(PooledPython))]
public sealed class PooledPython : ICollectionFixture<PooledPython>, IAsyncLifetime
{
    public PythonBackend Backend { get; } = TestBackends.Pooled();

    public async ValueTask InitializeAsync() => await TestBackends.UntilForkedAsync(Backend);

    public ValueTask DisposeAsync() => Backend.DisposeAsync();
}
