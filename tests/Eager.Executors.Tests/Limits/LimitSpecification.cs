using Eager.Executions;

namespace Eager.Executors.Tests.Limits;

/// <summary>The limits that wardens keep.</summary>
public abstract class LimitSpecification : IDisposable
{
    private const long MiB = 1024 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eager-limits-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Program_should_be_ended_and_told_when_its_time_is_over() => await ShouldReachAsync(
        new ProgramLimits { Duration = TimeSpan.FromSeconds(0.5) }, "print('so far')\nwhile True: pass\n", "0.5 s");

    [Fact]
    public async Task Program_should_be_ended_when_a_call_in_C_ignores_signals() => await ShouldReachAsync(
        new ProgramLimits { Duration = TimeSpan.FromSeconds(0.5) },
        "import ctypes, signal; print('so far', flush=True); signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)); ctypes.CDLL(None).sleep(1000)\n",
        "0.5 s");

    [Fact]
    public async Task Program_should_be_ended_when_its_processor_time_is_over() => await ShouldReachAsync(
        new ProgramLimits { ProcessorTime = TimeSpan.FromSeconds(0.4) },
        "print('so far', flush=True)\nwhile True: pass\n",
        "0.4 s of processor time");

    [Fact]
    public async Task Program_should_be_ended_when_it_takes_too_much_memory() => await ShouldReachAsync(
        new ProgramLimits { MemoryBytes = 96 * MiB, Duration = TimeSpan.FromSeconds(30) },
        "import time; print('so far', flush=True); kept = []\nwhile len(kept) < 250: kept.append(bytearray(b'x') * (1 << 20)); time.sleep(0.01)\n",
        "96 MiB of memory");

    [Fact]
    public async Task Program_should_meet_limits_on_files_as_errors()
    {
        await using var session = await OpenAsync(new ProgramLimits { FileBytes = 4096, OpenFiles = 64 });
        await session.SubmitAsync(
            "f = open('made', 'wb', buffering=0); f.write(b'x' * 4096)\n",
            "try: f.write(b'x')\nexcept OSError as e: print(e.strerror)\n",
            "import os\ntry: [os.dup(1) for _ in range(100)]\nexcept OSError as e: print(e.strerror)\n");
        Assert.Equal("File too large\nToo many open files\n", (await session.UntilAsync<UnitFinished>(finished => finished.UnitId == 2)).Text());
    }

    [Fact]
    public async Task Program_should_notice_nothing_of_limits_that_it_keeps()
    {
        await using var session = await OpenAsync(new ProgramLimits
        {
            Duration = TimeSpan.FromHours(1), ProcessorTime = TimeSpan.FromHours(1), MemoryBytes = 4096 * MiB, Processes = 100,
        });
        await session.SubmitAsync("import sys, time; time.sleep(0.2); sys.exit(3)\n");
        await session.EndAsync(ProgramEnding.Stopped);
        Assert.Equal(new BackendClosed(3, null), (await session.ToEndAsync()).Closed());
    }

    protected abstract IBackend Backend { get; }

    private async Task ShouldReachAsync(ProgramLimits limits, string program, string limit)
    {
        await using var session = await OpenAsync(limits);
        await session.SubmitAsync([SessionExtensions.Unit(0, program, kind: UnitKind.Program)], CancellationToken.None);
        var events = await session.ToEndAsync();
        Assert.Equal("so far\n", events.Text());
        var reached = Assert.Single(events.OfType<LimitReached>());
        Assert.Equal((limit, true), (reached.Words, reached.EndsProgram));
        Assert.True(reached.Used >= reached.Allowed, $"{reached}");
        Assert.Equal(new BackendClosed(null, $"the program reached its limit of {limit}") { LimitReached = true }, events.Closed());
    }

    private async Task<IBackendSession> OpenAsync(ProgramLimits limits) =>
        await Backend.OpenAsync(TestBackends.Program with { WorkingDirectory = _folder.FullName, Limits = limits }, CancellationToken.None);
}
