using System.Diagnostics;
using System.Diagnostics.Metrics;
using Eager.Executions;
using Eager.Executors.Pooling;
using Eager.Executors.Python;

namespace Eager.Executors.Tests.Python;

public sealed class PythonPoolTests
{
    private const string Ancestors = """
        import os
        warden = os.getppid()
        print(open(f'/proc/{warden}/stat').read().rsplit(')')[1].split()[1], warden, os.getpid(), flush=True)

        """;

    [Fact]
    public async Task Session_should_be_refused_when_all_workers_are_busy_and_none_is_waited_for()
    {
        await using var backend = await FullAsync(PoolExhausted.Refuse);
        await using var only = await OpenAsync(backend);

        var refused = await Assert.ThrowsAsync<BackendUnavailableException>(() => OpenAsync(backend));

        Assert.Equal("all 1 workers are busy", refused.Message);
    }

    [Fact]
    public async Task Session_should_open_when_another_ends_while_it_waits()
    {
        await using var backend = await FullAsync(PoolExhausted.Wait);
        var first = await OpenAsync(backend);
        var waiting = OpenAsync(backend);
        Assert.False(waiting.IsCompleted);

        await first.DisposeAsync();

        await using var second = await waiting;
        Assert.NotEmpty(await second.PrintedAsync("print('here')\n"));
    }

    [Fact]
    public async Task Session_should_be_refused_when_it_has_waited_until_its_deadline()
    {
        await using var backend = await FullAsync(PoolExhausted.Wait, TimeSpan.FromSeconds(3));
        await using var only = await OpenAsync(backend);

        var refused = await Assert.ThrowsAsync<BackendUnavailableException>(() => OpenAsync(backend));

        Assert.Equal("all 1 workers were busy for 3 s", refused.Message);
    }

    [Fact]
    public async Task Session_should_start_outside_of_the_pool_when_it_is_full_and_says_so()
    {
        await using var backend = await FullAsync(PoolExhausted.StartCold);
        await using var only = await OpenAsync(backend);

        await using var other = await OpenAsync(backend);

        Assert.Equal(Environment.ProcessId, (await AncestorsAsync(other))[0]);
    }

    [Fact]
    public async Task Session_should_start_cold_when_a_module_beside_the_program_has_the_name_of_a_loaded_one()
    {
        await using var backend = await ForkingAsync();
        var folder = Directory.CreateTempSubdirectory("eager-shadow-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "pandas.py"), "mine = True\n");

        await using (var session = await backend.OpenAsync(
            TestBackends.Program with { WorkingDirectory = folder.FullName }, CancellationToken.None))
            Assert.Equal("True", await session.PrintedAsync("import pandas; print(pandas.mine, flush=True)\n"));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Session_should_be_forked_when_nothing_was_loaded_and_its_folder_has_hidden_files()
    {
        await using var backend = TestBackends.Pooled(options => options.Preload.Clear());
        Assert.True(await ProcessTable.BecomesTrueAsync(() => backend.ReadyCount > 0), "no worker waits");
        var folder = Directory.CreateTempSubdirectory("eager-hidden-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, ".hidden"), "");

        await using (var session = await backend.OpenAsync(
            TestBackends.Program with { WorkingDirectory = folder.FullName }, CancellationToken.None))
            Assert.NotEqual(Environment.ProcessId, (await AncestorsAsync(session))[0]);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Parent_should_be_replaced_when_it_has_been_used_as_often_as_it_may()
    {
        await using var backend = await ForkingAsync(options => (options.Pool.Uses, options.Pool.Minimum) = (2, 0));
        var parents = new HashSet<int>();
        for (var i = 0; parents.Count < 3; i++)
        {
            Assert.True(i < 1000, $"{parents.Count} parents"); // a busy machine starts the next one late
            await using var session = await OpenAsync(backend);
            parents.Add((await AncestorsAsync(session))[0]);
        }
    }

    [Fact]
    public async Task Session_should_open_when_the_parent_was_killed()
    {
        await using var backend = await ForkingAsync();
        var session = await OpenAsync(backend);
        var parent = (await AncestorsAsync(session))[0];

        Process.GetProcessById(parent).Kill();
        await session.ToEndAsync();
        await session.DisposeAsync();

        await using var next = await OpenAsync(backend);
        Assert.Equal("1", await next.PrintedAsync("print(1, flush=True)\n"));
    }

    [Fact]
    public async Task Descendants_should_be_gone_with_their_session_when_it_was_forked()
    {
        await using var backend = await ForkingAsync();
        var session = await OpenAsync(backend);
        await session.SubmitAsync("import subprocess; subprocess.Popen(['sleep', '1234.5'], start_new_session=True); print(1, flush=True)\n");
        await session.LineAsync();
        Assert.True(ProcessTable.Named("sleep", "1234.5"));

        await session.DisposeAsync();

        Assert.False(ProcessTable.Named("sleep", "1234.5"));
    }

    [Fact]
    public async Task Limit_should_end_a_forked_program()
    {
        await using var backend = await ForkingAsync();
        await using var session = await backend.OpenAsync(
            TestBackends.Program with { Limits = new ProgramLimits { Duration = TimeSpan.FromMilliseconds(300) } }, CancellationToken.None);
        await session.SubmitAsync("while True: pass\n");

        var closed = (await session.ToEndAsync()).OfType<BackendClosed>().Single();

        Assert.True(closed.LimitReached);
    }

    [Fact]
    public async Task Sessions_should_be_counted_by_how_their_worker_came()
    {
        var starts = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => Enable(instrument, it) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument.Name, tags));
        listener.Start();
        await using var backend = await ForkingAsync();
        await using var session = await OpenAsync(backend);

        lock (starts)
            Assert.Contains(starts, start => start is "ready" or "warm");

        static void Enable(Instrument instrument, MeterListener it)
        {
            if (instrument.Meter.Name == "Eager.Executors")
                it.EnableMeasurementEvents(instrument);
        }

        void Note(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var (key, value) in tags)
            {
                lock (starts)
                {
                    if (name == "eager.pool.sessions" && key == "start")
                        starts.Add((string)value!);
                }
            }
        }
    }

    private static async Task<PythonBackend> ForkingAsync(Action<PythonOptions>? configure = null)
    {
        var backend = TestBackends.Pooled(options =>
        {
            options.Preload.Clear();
            foreach (var name in (string[])["json", "pandas"])
                options.Preload.Add(name);
            configure?.Invoke(options);
        });
        await TestBackends.UntilForkedAsync(backend);
        return backend;
    }

    private static Task<PythonBackend> FullAsync(PoolExhausted what, TimeSpan? deadline = null) => ForkingAsync(options =>
    {
        (options.Pool.Minimum, options.Pool.Maximum, options.Pool.WhenExhausted) = (0, 1, what);
        options.Pool.WaitDeadline = deadline ?? TimeSpan.FromMinutes(1);
        options.Preload.Remove("pandas");
    });

    private static Task<IBackendSession> OpenAsync(PythonBackend backend) =>
        backend.OpenAsync(TestBackends.Program, CancellationToken.None).AsTask();

    /// <summary>Parent of the warden, warden, worker.</summary>
    private static async Task<int[]> AncestorsAsync(IBackendSession session) =>
        [.. (await session.PrintedAsync(Ancestors)).Split(' ').Select(int.Parse)];
}
