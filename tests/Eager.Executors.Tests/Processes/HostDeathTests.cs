using System.Diagnostics;

namespace Eager.Executors.Tests.Processes;

[Collection(nameof(WholeProcess))]
public sealed class HostDeathTests
{
    [Theory]
    [InlineData("while True: pass")]
    [InlineData("import time; time.sleep(1000)")]
    [InlineData("import signal; [signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]; signal.pause()")]
    public async Task Worker_should_die_when_its_host_is_killed(string program)
    {
        var (host, pids) = await StartHostAsync($"import os; print(os.getpid(), flush=True)\n{program}\n");
        host.Kill();
        Assert.True(await ProcessTable.DiesAsync(pids[0]));
    }

    [Fact]
    public async Task Worker_should_die_when_its_host_is_killed_while_it_is_idle()
    {
        var (host, pids) = await StartHostAsync("import os; print(os.getpid(), flush=True)\n");
        host.Kill();
        Assert.True(await ProcessTable.DiesAsync(pids[0]));
    }

    [Fact]
    public async Task Children_of_the_program_should_die_when_the_host_is_killed()
    {
        var (host, pids) = await StartHostAsync(
            "import os, subprocess; p = subprocess.Popen(['sh', '-c', 'sleep 1000 & echo $$ $!; wait']); p.wait()\n");
        host.Kill();
        Assert.True(await ProcessTable.DiesAsync(pids[0]));
        Assert.True(await ProcessTable.DiesAsync(pids[1]));
    }

    [Fact]
    public async Task Children_that_left_the_group_should_die_when_the_host_is_killed()
    {
        var (host, pids) = await StartHostAsync(
            "import os, signal, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        print(os.getpid(), flush=True)\n"
            + "        os.closerange(0, 64)\n        while True: time.sleep(1)\n    os._exit(0)\nos.wait()\ntime.sleep(1000)\n");
        host.Kill();
        Assert.True(await ProcessTable.DiesAsync(pids[0]));
    }

    /// <summary>Starts a host and returns the process ids that its program printed.</summary>
    private static async Task<(Process Host, int[] Pids)> StartHostAsync(string program)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Eager.Executors.TestHost");
        var host = Process.Start(new ProcessStartInfo(path, [program]) { RedirectStandardOutput = true })!;
        var line = await host.StandardOutput.ReadLineAsync();
        return (host, [.. line!.Split(' ').Select(int.Parse)]);
    }
}
