using System.Diagnostics;
using Eager.Executions;

namespace Eager.Executors.Tests.Processes;

[Collection(nameof(WholeProcess))]
public sealed class WorkerLeakTests
{
    /// <summary>All of them where EAGER_FULL is set, else a sample.</summary>
    private static readonly bool Full = Environment.GetEnvironmentVariable("EAGER_FULL") is { Length: > 0 };

    [Fact]
    public Task Sessions_should_leave_nothing_when_many_have_come_and_gone_one_after_the_other() =>
        ShouldLeaveNothingAsync(TestBackends.Python(), sessions: Full ? 10_000 : 100, together: 1);

    [Fact]
    public Task Sessions_should_leave_nothing_when_many_have_come_and_gone_at_once() =>
        ShouldLeaveNothingAsync(TestBackends.Python(), sessions: Full ? 1000 : 100, together: Full ? 100 : 20);

    [Fact]
    public Task Sandboxes_should_leave_nothing_when_many_have_come_and_gone() =>
        ShouldLeaveNothingAsync(TestBackends.PythonSandbox(), sessions: Full ? 1000 : 40, together: 4);

    [Fact]
    public async Task Pooled_sessions_should_leave_nothing_when_many_have_come_and_gone_one_after_the_other()
    {
        await using var backend = TestBackends.Pooled();
        await TestBackends.UntilForkedAsync(backend);
        await ShouldLeaveNothingAsync(backend, sessions: Full ? 10_000 : 100, together: 1, () => backend.ReadyCount > 0);
    }

    [Fact]
    public async Task Pooled_sessions_should_leave_nothing_when_many_have_come_and_gone_at_once()
    {
        await using var backend = TestBackends.Pooled(options => options.Pool.Maximum = 128);
        await TestBackends.UntilForkedAsync(backend);
        await ShouldLeaveNothingAsync(backend, sessions: Full ? 1000 : 60, together: Full ? 100 : 20, () => backend.ReadyCount > 0);
    }

    [Fact]
    public async Task Pooled_sandboxes_should_leave_nothing_when_many_have_come_and_gone()
    {
        await using var backend = TestBackends.PooledSandbox(options => options.Pool.Maximum = 128);
        await TestBackends.UntilEnteredAsync(backend);
        await ShouldLeaveNothingAsync(backend, sessions: Full ? 10_000 : 60, together: 1);
        await ShouldLeaveNothingAsync(backend, sessions: Full ? 1000 : 40, together: Full ? 100 : 20);
    }

    /// <param name="backend">The backend.</param>
    /// <param name="sessions">How many there are.</param>
    /// <param name="together">How many at one time.</param>
    /// <param name="isAtRest">True where as many workers wait as usual: they have descriptors of their own. Null where none waits.</param>
    private static async Task ShouldLeaveNothingAsync(IBackend backend, int sessions, int together, Func<bool>? isAtRest = null)
    {
        var folder = Directory.CreateTempSubdirectory("eager-leaks-");
        for (var way = 0; way < 5; way++)
            await RunAsync(backend, folder, way);
        Assert.True(await ProcessTable.BecomesTrueAsync(() => isAtRest?.Invoke() != false), "no worker waits");
        var (descriptors, children) = (ProcessTable.Descriptors(), ProcessTable.Children().Length);

        for (var i = 0; i < sessions; i += together)
            await Task.WhenAll(Enumerable.Range(i, together).Select(way => RunAsync(backend, folder, way)));

        Assert.True(await ProcessTable.BecomesTrueAsync(() => ProcessTable.Children().Length <= children), "a process is left");
        Assert.False(ProcessTable.Named("sleep", Mark(folder)), "a child of a program is left");
        Assert.True(await ProcessTable.BecomesTrueAsync(() => isAtRest?.Invoke() != false && ProcessTable.Descriptors() <= descriptors + 2), "descriptors are left");
        Assert.Empty(folder.EnumerateFileSystemInfos());
        folder.Delete();
    }

    /// <summary>Ends in one of five ways: to its end, disposed of while busy, disposed of at once, by itself, killed from outside.</summary>
    private static async Task RunAsync(IBackend backend, DirectoryInfo folder, int way)
    {
        await using var session = await backend.OpenAsync(
            TestBackends.Program with { WorkingDirectory = folder.FullName }, CancellationToken.None);
        switch (way % 5)
        {
            case 0:
                await session.SubmitAsync("print(1)\n");
                await session.EndAsync();
                await session.ToEndAsync();
                break;
            case 1:
                await session.SubmitAsync(
                    $"import subprocess; subprocess.Popen(['sleep', '{Mark(folder)}'], start_new_session=True); print(1, flush=True)\nwhile True: pass\n");
                await session.NextAsync();
                break;
            case 2:
                break;
            case 3:
                await session.SubmitAsync("import os; os.abort()\n");
                await session.ToEndAsync();
                break;
            default:
                await session.SubmitAsync("import os; print(os.getpid(), os.readlink('/proc/self/ns/pid'), flush=True)\nwhile True: pass\n");
                var told = (await session.LineAsync()).Trim().Split(' ');
                // In a sandbox its number means nothing out here; the warden is killed there as well.
                int[] killed = backend.Name == "sandbox" ? ProcessTable.InNamespace(told[1]) : [int.Parse(told[0])];
                Process.GetProcessById(killed[way / 5 % killed.Length]).Kill();
                await session.EndAsync(ProgramEnding.Stopped);
                await session.ToEndAsync();
                break;
        }
    }

    private static string Mark(DirectoryInfo folder) => $"1000.{(uint)folder.FullName.GetHashCode(StringComparison.Ordinal)}";
}
