using Eager.Executions;

namespace Eager.Executors.Tests.Workers;

public sealed class WorkerSessionDisposalTests
{
    private const string Busy = "import os, subprocess; p = subprocess.Popen(['sleep', '1000']); print(os.getpid(), p.pid, flush=True)\nwhile True: pass\n";

    [Fact]
    public async Task Disposal_should_end_the_worker_and_its_children_when_it_is_busy()
    {
        var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync(Busy);
        var pids = (await session.LineAsync()).Split(' ').Select(int.Parse).ToArray();

        await session.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{pids[0]}"), "the worker is reaped");
        Assert.False(ProcessTable.IsAlive(pids[1]));
    }

    [Fact]
    public async Task Disposal_should_end_children_that_left_the_group_and_hold_nothing_of_it()
    {
        var session = await TestBackends.OpenPythonAsync();
        const string source = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        print(os.getpid(), flush=True)\n"
            + "        os.closerange(0, 64)\n        time.sleep(1000)\n    os._exit(0)\nos.wait()\nwhile True: pass\n";
        await session.SubmitAsync([SessionExtensions.Unit(0, source, kind: UnitKind.Program)], CancellationToken.None);
        var daemon = int.Parse(await session.LineAsync());

        await session.DisposeAsync();

        Assert.False(ProcessTable.IsAlive(daemon));
    }

    [Fact]
    public async Task Disposal_should_let_pending_calls_go()
    {
        var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("while True: pass\n");
        var receiving = session.NextAsync();
        var sending = session.SubmitAsync([SessionExtensions.Unit(1, new string('#', 1_000_000))], CancellationToken.None).AsTask();
        Assert.False(sending.IsCompleted);

        await session.DisposeAsync();

        await sending.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.NotNull(Assert.IsType<BackendClosed>(await receiving.WaitAsync(TimeSpan.FromSeconds(10))).Loss);
    }

    [Fact]
    public async Task Disposal_should_be_safe_when_it_is_asked_for_from_many_sides()
    {
        var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("while True: print('x' * 1000)\n");
        var receiving = Task.Run(async () =>
        {
            while (await session.NextAsync() is not BackendClosed)
                continue;
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await session.DisposeAsync())));

        await receiving.WaitAsync(TimeSpan.FromSeconds(10));
        await session.DisposeAsync();
    }

    [Fact]
    public async Task Disposal_should_end_children_in_the_background_when_the_program_is_over()
    {
        var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import subprocess; print(subprocess.Popen(['sleep', '1000'], stdout=2, stderr=2).pid)\n");
        await session.EndAsync();
        var events = await session.ToEndAsync();

        Assert.Equal(0, events.Closed().ExitStatus);
        Assert.False(ProcessTable.IsAlive(int.Parse(events.Text())));
        await session.DisposeAsync();
    }

    [Fact]
    public async Task Calls_should_be_refused_when_the_session_is_disposed()
    {
        var session = await TestBackends.OpenPythonAsync();
        await session.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await session.SubmitAsync("x = 1\n"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await session.EndAsync());
        Assert.IsType<BackendClosed>(await session.NextAsync());
    }

    [Fact]
    public async Task Calls_should_be_refused_when_the_program_was_ended()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.EndAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await session.SubmitAsync("x = 1\n"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await session.EndAsync());
        Assert.Equal(new BackendClosed(0, null), (await session.ToEndAsync()).Closed());
    }

    [Fact]
    public async Task Receiving_should_lose_nothing_when_a_call_is_cancelled()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.ReceiveAsync(giveUp.Token));

        await session.SubmitAsync("print(1)\n");
        Assert.Equal("1\n", (await session.UntilAsync<UnitFinished>()).Text());
    }
}
