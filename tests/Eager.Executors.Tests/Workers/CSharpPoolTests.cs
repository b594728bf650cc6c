using Eager.Executors.CSharp;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Tests.Workers;

public sealed class CSharpPoolTests
{
    [Fact]
    public async Task Session_should_run_in_its_own_directory_when_its_worker_was_started_ahead()
    {
        var worker = Environment.GetEnvironmentVariable("EAGER_CSHARP_WORKER");
        Assert.SkipWhen(string.IsNullOrEmpty(worker), "EAGER_CSHARP_WORKER does not name the C# worker");
        var options = new CSharpOptions { WorkerDirectory = worker };
        (options.Pool.Enabled, options.Pool.HealthInterval) = (true, TimeSpan.FromHours(1));
        await using var backend = new CSharpBackend(Options.Create(options), TimeProvider.System, NullLogger<CSharpBackend>.Instance);
        Assert.True(await ProcessTable.BecomesTrueAsync(() => backend.ReadyCount > 0));
        var folder = Directory.CreateTempSubdirectory("eager-csharp-pool-");

        await using (var session = await backend.OpenAsync(
            TestBackends.Program with { WorkingDirectory = folder.FullName }, CancellationToken.None))
        {
            Assert.Equal(0, backend.ReadyCount);
            Assert.Equal(folder.FullName, await session.PrintedAsync("Console.WriteLine(Environment.CurrentDirectory);\n"));
        }

        folder.Delete();
    }
}
