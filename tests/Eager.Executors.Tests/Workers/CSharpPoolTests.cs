using Eager.Executors.CSharp;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Tests.Workers;

public sealed class CSharpPoolTests
{
    [Fact]
    public async Task Session_should_run_in_its_own_directory_when_its_worker_was_started_ahead()
    {
        var command = Environment.GetEnvironmentVariable("EAGER_COMMAND");
        Assert.SkipWhen(string.IsNullOrEmpty(command), "EAGER_COMMAND does not name the built command, which has the C# worker beside it");
        var options = new CSharpOptions { WorkerDirectory = Path.Combine(Path.GetDirectoryName(command)!, "csharp-worker") };
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
