using Eager.Executions;
using Eager.Executors.CSharp;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Tests.Workers;

public sealed class CSharpPoolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eager-csharp-pool-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Session_should_run_in_its_own_directory_when_its_worker_was_started_ahead()
    {
        await using var backend = await ReadyAsync();
        await using var session = await OpenAsync(backend, new ProgramLimits());
        Assert.Equal(_folder.FullName, await session.PrintedAsync("Console.WriteLine(Environment.CurrentDirectory);\n"));
    }

    [Fact]
    public Task Deadline_should_hold_when_the_worker_was_started_ahead() => ShouldReachAsync(
        new ProgramLimits { Duration = TimeSpan.FromSeconds(1) }, LimitKind.Duration, "Thread.Sleep(Timeout.Infinite);\n");

    [Fact]
    public Task Memory_should_be_limited_when_the_worker_was_started_ahead() => ShouldReachAsync(
        new ProgramLimits { MemoryBytes = 512L << 20 }, LimitKind.Memory, "for (var held = new byte[1 << 30]; ; ) Array.Fill(held, (byte)1);\n");

    private async Task ShouldReachAsync(ProgramLimits limits, LimitKind kind, string statement)
    {
        await using var backend = await ReadyAsync();
        await using var session = await OpenAsync(backend, limits);
        await session.SubmitAsync(statement);
        var events = await session.ToEndAsync();
        var reached = Assert.Single(events.OfType<LimitReached>());
        Assert.Equal((kind, true), (reached.Limit, reached.EndsProgram));
        Assert.True(reached.Used >= reached.Allowed, $"{reached}");
        Assert.Equal(new BackendClosed(null, $"the program reached its limit of {reached.Words}") { LimitReached = true }, events.Closed());
    }

    private static async Task<CSharpBackend> ReadyAsync()
    {
        var command = Environment.GetEnvironmentVariable("EAGER_COMMAND");
        Assert.SkipWhen(string.IsNullOrEmpty(command), "EAGER_COMMAND does not name the built command, which has the C# worker beside it");
        var options = new CSharpOptions { WorkerDirectory = Path.Combine(Path.GetDirectoryName(command)!, "csharp-worker") };
        (options.Pool.Enabled, options.Pool.HealthInterval) = (true, TimeSpan.FromHours(1));
        var backend = new CSharpBackend(Options.Create(options), TimeProvider.System, NullLogger<CSharpBackend>.Instance);
        Assert.True(await ProcessTable.BecomesTrueAsync(() => backend.ReadyCount > 0));
        return backend;
    }

    private async Task<IBackendSession> OpenAsync(CSharpBackend backend, ProgramLimits limits)
    {
        var session = await backend.OpenAsync(TestBackends.Program with { WorkingDirectory = _folder.FullName, Limits = limits }, CancellationToken.None);
        Assert.Equal(0, backend.ReadyCount);
        return session;
    }
}
