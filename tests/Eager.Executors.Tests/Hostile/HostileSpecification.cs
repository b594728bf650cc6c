using System.Diagnostics;
using Eager.Executions;

namespace Eager.Executors.Tests.Hostile;

/// <summary>
/// Programs that want to harm the host, each within limits: it is ended and told, the host's memory stays flat, and the session after it is as the one
/// before. docs/security.md has a line for each.
/// </summary>
public abstract class HostileSpecification : IDisposable
{
    private const long MiB = 1024 * 1024;

    /// <summary>What the host may take for anything that a program does.</summary>
    private const long HostMemory = 256 * MiB;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eager-hostile-");

    private static ProgramLimits Time => new() { Duration = TimeSpan.FromSeconds(1.5) };

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task Fork_bomb_should_be_contained() => ShouldBeContainedAsync(
        Time with { Processes = 32 },
        LimitKind.Processes,
        """
        import os
        while True:
            try: os.fork()
            except OSError: pass

        """);

    [Fact]
    public Task Fork_bomb_of_sessions_should_be_contained() => ShouldBeContainedAsync(
        Time with { Processes = 32 },
        LimitKind.Processes,
        "import os, time\nfor _ in range(400): os.fork() or (os.setsid(), time.sleep(1000)); time.sleep(0.001)\n");

    [Fact]
    public Task Daemons_should_be_contained() => ShouldBeContainedAsync(
        Time,
        LimitKind.Duration,
        """
        import os, time
        for _ in range(20):
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.closerange(0, 1024)
                    while True: time.sleep(1)
                os._exit(0)
        while True: pass

        """);

    [Fact]
    public Task Memory_bomb_should_be_contained() => ShouldBeContainedAsync(
        Time with { Duration = TimeSpan.FromSeconds(20), MemoryBytes = 256 * MiB },
        LimitKind.Memory,
        "import time\nkept = []\nwhile len(kept) < 400: kept.append(bytearray(b'x') * (1 << 20)); time.sleep(0.005)\n");

    [Fact]
    public Task Endless_loop_should_be_contained() => ShouldBeContainedAsync(Time, LimitKind.Duration, "while True: pass\n");

    [Fact]
    public Task Loop_that_catches_everything_should_be_contained() => ShouldBeContainedAsync(
        Time,
        LimitKind.Duration,
        """
        import signal
        for number in signal.valid_signals():
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True:
            try: 1 / 0
            except BaseException: pass

        """);

    [Fact]
    public Task Call_in_C_that_ignores_signals_should_be_contained() => ShouldBeContainedAsync(
        Time, LimitKind.Duration, "import ctypes, signal; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)); ctypes.CDLL(None).sleep(1000)\n");

    [Fact]
    public Task Parent_that_is_killed_should_go_on_and_contain_it() => ShouldBeContainedAsync(
        Time,
        LimitKind.Duration,
        """
        import os, signal
        for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGSEGV):
            for pid in (1, os.getppid(), -1):
                try: pid == -1 or os.kill(pid, number)
                except OSError: pass
        while True: pass

        """);

    [Fact]
    public Task Descriptors_that_are_all_closed_should_change_nothing_of_the_next_session() =>
        ShouldBeContainedAsync(Time, limit: null, "import os; os.closerange(0, 65536)\nwhile True: pass\n");

    [Fact]
    public Task Disk_that_is_filled_should_be_the_temporary_one_alone() => ShouldBeContainedAsync(
        Time with { Duration = TimeSpan.FromSeconds(4), FileBytes = 8 * MiB },
        LimitKind.Duration,
        """
        import signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        for name in ('made', '/tmp/made', '/dev/shm/made'):
            try:
                with open(name, 'wb', buffering=0) as f:
                    while True: f.write(b'x' * 65536)
            except OSError: pass
        while True: pass

        """);

    /// <summary>Nobody takes more of it than fits in the pipes: the rest waits in the program.</summary>
    [Fact]
    public Task Output_without_end_should_be_held_back() =>
        ShouldBeContainedAsync(Time, LimitKind.Duration, "line = 'x' * 65536\nfor _ in range(160_000): print(line)\n");

    protected abstract IBackend Backend { get; }

    /// <summary>True where workers are forked into their sandboxes.</summary>
    protected abstract bool IsForked { get; }

    /// <summary>A row of the table in docs/security.md; it is told, not asserted.</summary>
    private void Tell(LimitReached? reached, TimeSpan late) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"| {TestContext.Current.TestMethod?.MethodName} | {(IsForked ? "forked" : "started")} | {reached?.Limit.ToString() ?? "none"} | {late.TotalMilliseconds:0} |");

    private async Task ShouldBeContainedAsync(ProgramLimits limits, LimitKind? limit, string program)
    {
        var before = await NextSessionAsync();
        var memory = Memory();
        await using var watch = new SandboxWatch(limits, IsForked);
        await using (var session = await OpenAsync(limits))
        {
            watch.Begin();
            await session.SubmitAsync([SessionExtensions.Unit(0, program, kind: UnitKind.Program)], CancellationToken.None);
            var closed = await UntilClosedAsync(session);
            Tell(closed.Limit, await watch.UntilOverAsync(closed.Limit?.Limit));
            if (limit is not null)
                Assert.Equal((limit, true), (closed.Limit?.Limit, closed.Closed.LimitReached));
        }

        Assert.InRange(Memory() - memory, long.MinValue, HostMemory);
        Assert.Equal(before, await NextSessionAsync());
    }

    /// <summary>To the end of the session, and keeps nothing of what it prints.</summary>
    private static async Task<(LimitReached? Limit, BackendClosed Closed)> UntilClosedAsync(IBackendSession session)
    {
        LimitReached? reached = null;
        while (true)
        {
            var next = await session.NextAsync();
            reached = next as LimitReached ?? reached;
            if (next is BackendClosed closed)
                return (reached, closed);
        }
    }

    /// <summary>What a session finds: its processes, its folders, its limits.</summary>
    private async Task<string> NextSessionAsync()
    {
        await using var session = await OpenAsync(new ProgramLimits());
        return await session.PrintedAsync(
            "import os, resource; print(len([p for p in os.listdir('/proc') if p.isdigit()]), os.listdir('/tmp'), os.listdir('/dev/shm'), "
            + "resource.getrlimit(resource.RLIMIT_NOFILE), sorted(map(int, os.listdir('/proc/self/fd')))[:-1], flush=True)\n");
    }

    private async Task<IBackendSession> OpenAsync(ProgramLimits limits) =>
        await Backend.OpenAsync(TestBackends.Program with { WorkingDirectory = _folder.FullName, Limits = limits }, CancellationToken.None);

    private static long Memory()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
