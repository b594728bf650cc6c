using Eager.Executions;
using Eager.Executors.Python;
using Eager.Executors.Sandbox;

namespace Eager.Executors.Tests.Sandbox;

/// <summary>A worker that a parent outside has forked into its sandbox.</summary>
[Collection(nameof(PooledSandbox))]
public sealed class PooledSandboxTests(PooledSandbox pool) : SandboxSpecification, IAsyncDisposable
{
    private readonly List<PythonSandboxBackend> _own = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var backend in _own)
            await backend.DisposeAsync();
        Dispose();
    }

    [Fact]
    public async Task Session_should_start_cold_when_its_parent_was_not_there()
    {
        await using var backend = TestBackends.PooledSandbox(python: python => python.Interpreter = "/usr/bin/python3");
        await using var session = await backend.OpenAsync(Program, CancellationToken.None);
        Assert.NotEmpty(await session.PrintedAsync("print('here', flush=True)\n"));
    }

    [Fact]
    public async Task Modules_that_were_loaded_ahead_should_write_beneath_the_home_of_the_session()
    {
        await using var session = await OpenAsync();
        Assert.StartsWith(Folder, await session.PrintedAsync("import matplotlib; print(matplotlib.get_configdir(), flush=True)\n"), StringComparison.Ordinal);
    }

    /// <summary>Where a test wants its own options, a parent that loads nothing is ready soon.</summary>
    protected override async ValueTask<IBackendSession> OpenAsync(Action<SandboxOptions>? configure = null)
    {
        if (configure is null)
            return await pool.Backend.OpenAsync(Program, CancellationToken.None);
        var backend = TestBackends.PooledSandbox(configure, python: python => python.Preload.Clear());
        _own.Add(backend);
        var session = await backend.OpenAsync(Program, CancellationToken.None);
        if (backend.IsWarm)
            return session;
        await session.DisposeAsync();
        await TestBackends.UntilEnteredAsync(backend);
        return await backend.OpenAsync(Program, CancellationToken.None);
    }
}
